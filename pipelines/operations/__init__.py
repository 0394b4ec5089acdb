"""What an engineer does to a warehouse now and then, outside the nightly load.

Here: each operation as one module, such as the vault under a new key. The command that starts it belongs in `commands`,
and what the load does every night in `landing`, `linkage` and `release`.
"""
