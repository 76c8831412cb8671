"""What is wrong with a run, and what could be done about it; and the milestones that it reaches."""
