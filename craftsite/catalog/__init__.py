"""Every public page of a listing, a maker, a region and a regional product."""
