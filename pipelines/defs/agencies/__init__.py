"""How each agency's delivery is read, one module an agency."""
