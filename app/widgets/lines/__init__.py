"""Lines above, between and below the panes."""
