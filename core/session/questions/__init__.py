"""Questions about a run at its present epoch, answered by running on and turning back."""
