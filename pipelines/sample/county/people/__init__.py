"""The people of the sample: who they are, what they are called, and how others write them down wrongly.

Here: residents, their ages and their names by community, and mistakes about persons. None of them is real. Which of
them become victims belongs in `county`, and what an agency writes down of them in that agency's package. Of `county`
these modules use its chance and its reference lists, and nothing else.
"""
