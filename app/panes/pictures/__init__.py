"""One file for each kind of picture: how it is drawn."""
