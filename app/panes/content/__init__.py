"""Contents of panes: tables, curves, the page of an explanation."""
