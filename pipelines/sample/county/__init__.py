"""The county of the sample: places, incidents, and which agency comes to know of which.

Here: chance, the figures the sample must show, and what is true of the county whoever records it. What an agency writes
down and sends belongs in that agency's package, and who the people are in `people`.
"""
