"""What an engineer does to a whole warehouse now and then, outside the nightly load.

Here: one module for each operation, such as giving the vault a new key (`rekey`). An operation on one package alone
stays in that package, such as a rollback in `release`. The command that starts an operation belongs in `commands`.
"""
