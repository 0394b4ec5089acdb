"""The county of the sample: its people, its hate incidents, and which agency comes to know of which.

Here: chance, the reference lists, the figures that the sample must show, and what is true of the county whoever records
it. Who the people are belongs in `people`. How files are written belongs in `writing`, and what an agency records and
sends in that agency's package.
"""
