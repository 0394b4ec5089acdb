"""The sample's deliveries from data.police.uk.

Here: which downloads there are (`deliveries`), what is published for a month (`records`), and where on the map
(`places`). A machine makes the files and nothing in them is hard to read, so there are no `cells` and no `faults`.
How much is recorded in each month and district belongs in `county`, and writing a file in `writing`.
"""
