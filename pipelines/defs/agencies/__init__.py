"""How each agency's delivery is read, with one module for each agency."""
