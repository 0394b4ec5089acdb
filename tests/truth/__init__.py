"""Every mart counted a second time, with plain pandas, over the truth of a synthetic county.

Here: what stands of the deliveries that were left (told.py), which months they cover (coverage.py), and a count for
each mart (its other modules), all by contracts/README.md and what the marts say of themselves. Nothing here reads the
warehouse or runs its SQL, but for linking.py, which links records as the truth has them.
"""
