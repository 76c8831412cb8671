"""Files of a run: what is saved and what is opened, and the picture of the screen."""
