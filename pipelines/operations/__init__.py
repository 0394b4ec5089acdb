"""What an engineer does to a whole warehouse now and then, outside the nightly load.

Here: one module for each operation, such as the vault under a new key (`rekey`). What belongs to one package alone
stays there, as a rollback does in `release`. The command that starts an operation belongs in `commands`.
"""
