"""How fast the product is and how much memory it takes, by `make bench`: figures for people, never asserted in tests."""
