"""The sample's deliveries of data.police.uk.

Here: which downloads there are (`deliveries`), what is published of a month (`records`), and where on the map
(`places`). A machine makes the files: nothing in them is hard to read, and so there are neither `cells` nor `faults`.
How much is recorded in each month and district belongs in `county`, and writing a file in `writing`.
"""
