"""The people of the sample: who they are, what they are called, and how others write them down wrongly.

Here: residents, their ages and their names by community, and mistakes about persons. Nobody here is real. Which
residents become victims belongs in `county`, and what an agency writes down about them in that agency's package. From
`county` these modules use only chance and the reference lists.
"""
