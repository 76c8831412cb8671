"""Many networks of one shape, trained at once on one data set."""
