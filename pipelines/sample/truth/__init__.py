"""What is true behind the sample's deliveries, written beside them for tests and for judging linkage.

Here: the truth files, and what happened to each row that was sent. Nothing that loads data may read these files. Which
records there are, and what their rows say, belongs in each agency's package.
"""
