"""The live view: the app, its actions, and what it does when asked."""
