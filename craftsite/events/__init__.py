"""What visitors did, as numbers of a day and without persons: opened, shared, went on to another shop."""
