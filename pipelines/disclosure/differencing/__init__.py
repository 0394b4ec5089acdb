"""The differencing audit: what can be worked out of all statistical extracts together, and of every earlier release's.

Here: printed counts as linear bounds on true ones, and what those leave of a hidden count, by linear programming
(HiGHS). `tables` reads what was printed, from the build or a release; `findings` says what of it is a disclosure;
`report` tells that. Not here: what may be printed of a count (`disclosure/suppression`), and the check that stops a
release (`pipelines/defs/disclosure.py`).
"""
