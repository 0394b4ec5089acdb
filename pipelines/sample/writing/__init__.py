"""How the sample's files are written, whoever sends them.

Here: the folder a delivery goes to, the ways people type dates and codes, rows spoilt on purpose, and the files
themselves. Anything that only one agency does belongs in that agency's package, and events in the county in `county`.
"""
