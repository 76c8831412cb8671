"""For whoever learns or teaches: the story of a step, and the large screen for a room."""
