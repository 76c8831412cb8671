"""One file a pane; each draws one aspect of a snapshot."""
