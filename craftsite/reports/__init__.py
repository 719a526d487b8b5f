"""Reports: what a visitor says is wrong with a page, a listing, a khas or a maker, for the operator to read."""
