"""The sample's deliveries of reporthatenow.com.

Here: which deliveries it sends (`deliveries`), what is recorded (`records`), how cells are written (`cells`), and what
goes wrong in them. What happened in the county belongs in `county`, and writing a file in `writing`.
"""
