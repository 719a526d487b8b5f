"""What one maker offers: a listing, its prices, steps and channels."""
