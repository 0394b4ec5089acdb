"""What each table must look like: the agencies' contracts, the reference lists, the star and the marts."""
