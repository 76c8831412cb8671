"""The menu: all actions by groups, each on a letter."""
