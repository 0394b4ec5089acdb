"""The people of the sample: who they are, what they are called, and how others write them down wrongly.

Here: names by community, residents, and mistakes about persons. None of them is real. Which of them become victims
belongs in `county`.
"""
