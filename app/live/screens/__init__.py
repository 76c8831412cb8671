"""Dialogs over the live view: forms, lists, the menu, the help."""
