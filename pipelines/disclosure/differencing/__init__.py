"""The differencing audit: what can be worked out from all statistical extracts together, with every earlier release.

Here: printed counts as linear bounds on true counts, and the range they leave for a hidden count, found by linear
programming (HiGHS). `tables` reads what was printed, from the build or a release. `findings` decides what is a
disclosure, and `report` puts that in words. Not here: how a count may be printed (`disclosure/suppression`), and the
check that stops a release (`pipelines/defs/disclosure.py`).
"""
