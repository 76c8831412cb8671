"""What panes are filled with: tables, curves, the page of an explanation."""
