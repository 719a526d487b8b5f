"""What offices decide about what the public sees: the listings of their makers, and the khas of their regions."""
