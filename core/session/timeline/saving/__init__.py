"""Files of a run: its loss history, and the run itself, to be opened again."""
