"""Messages between a run and its screen: commands down; snapshots, explanations and pictures back."""
