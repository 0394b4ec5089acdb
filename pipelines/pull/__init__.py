"""Pulling an agency's delivery from its own database.

Here: what to ask for, reading the views, and writing the result as an ordinary delivery folder. Landing that folder
belongs in `landing`, and `pipelines/defs/agencies/` says which agency is pulled from.
"""
