"""Opening a run from the command line, and the command that repeats it."""
