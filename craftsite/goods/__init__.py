"""What kinds of things there are: taxa, units, and the products regions are known for."""
