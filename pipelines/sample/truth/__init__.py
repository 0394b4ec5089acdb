"""What is true behind the sample's deliveries, written beside them for tests and for judging linkage.

Here: the truth files, and what became of each row sent. Nothing that loads data may read them. Which records there are
belongs in each agency's package.
"""
