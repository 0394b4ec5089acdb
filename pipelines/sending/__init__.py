"""Sending partners their files.

Here: what goes to which target, encrypting a workbook with the partner's password, and the log of what was sent. The
files are made in `extracts` and kept in a release.
"""
