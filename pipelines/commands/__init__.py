"""The command `hatecrime`: options, printing and exit codes.

Here: one module for each command, and how what they find is shown in a terminal. What a command does belongs in the
package that does it; nothing here is needed by the nightly job.
"""
