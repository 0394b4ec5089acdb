"""From a delivery's folder to verdicts and landed rows.

Here: finding deliveries (`delivery`, `strays`), examining every row (`examination`, `row_rules`, `row_verdicts`),
refusing a delivery that is not whole (`refusals`), landing what is accepted (`land`, `landed`), what to send back
(`rejected`), the ledger of what came (`ledger`), and the reference lists. Reading a file as text belongs in `files`,
and asking an agency's own database in `pull`. What landed rows add up to is SQL.
"""
