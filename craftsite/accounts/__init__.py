"""People who sign in: makers, coordinators and admins; how they get in, what they may, and what is kept about them."""
