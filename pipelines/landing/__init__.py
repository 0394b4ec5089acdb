"""From a delivery's folder to verdicts and landed rows.

Here: finding deliveries (`delivery`, `strays`), examining every row (`examination`, `row_rules`, `row_verdicts`),
refusing an incomplete delivery (`refusals`), landing accepted rows (`land`, `landed`), what to send back (`rejected`),
the ledger of what came (`ledger`), and the reference lists. Reading a file as text belongs in `files`, and asking an
agency's own database in `pull`. SQL works out what the landed rows add up to.
"""
