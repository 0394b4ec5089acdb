"""How fast the product is and how much memory it takes, by `make bench`: for people, asserted in no test."""
