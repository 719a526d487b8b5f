"""How often something was done: windows with their hits, in the database of the site."""
