"""Studies: an experiment from many starts, and with many settings, and how often it is solved."""
