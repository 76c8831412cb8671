"""The screen of a study: a grid of starts, how many are solved by which epoch, and a table of settings."""
