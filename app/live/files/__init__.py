"""Files of a run: saving, opening, lessons, screenshots."""
