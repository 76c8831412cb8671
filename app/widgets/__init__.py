"""Widgets: base classes of panes, frames, scrolling, dialogs, messages."""
