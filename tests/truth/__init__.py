"""Every mart counted a second time, with plain pandas, from the truth about a synthetic county.

Here: the current records from the deliveries that arrived (records_in_force.py), the months they cover (coverage.py),
and a count for each mart (the other modules). All follow docs/contracts/README.md and the marts' own headers. Nothing
here reads the warehouse or runs its SQL, except linking.py, which links records by the truth.
"""
