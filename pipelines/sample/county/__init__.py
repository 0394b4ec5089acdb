"""The sample's county: its people, its hate incidents, and which agencies know about which.

Here: chance, the reference lists, the figures that the sample must show, and what is true of the county, whoever
records it. The people belong in `people`. How files are written belongs in `writing`, and what an agency records and
sends in that agency's package.
"""
