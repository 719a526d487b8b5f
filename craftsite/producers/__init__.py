"""The makers: small industries, small businesses, women's cooperatives and groups."""
