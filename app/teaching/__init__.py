"""Teaching: stories of steps, questions, lessons, and the large screen for an audience."""
