"""From what the command line asks for to a run, and to the command that repeats it."""
