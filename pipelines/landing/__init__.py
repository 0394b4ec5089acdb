"""From a delivery's folder to verdicts and landed rows.

Here: finding deliveries, examining every row, landing what is accepted and keeping the ledger of what came. Reading a
file as text belongs in `files`, and asking an agency's own database in `pull`. What landed rows add up to is SQL.
"""
