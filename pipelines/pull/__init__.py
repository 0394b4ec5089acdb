"""Pulling an agency's delivery from its own database.

Here: what to ask for, reading the views, and writing what came as an ordinary delivery folder. Landing that folder
belongs in `landing`, and which agency is pulled from is said in `pipelines/defs/agencies/`.
"""
