"""What all panes are made of: a widget that draws a canvas, frames, scrolling, messages."""
