"""Tables that people have: read as they are, understood column by column, and turned into numbers to learn from."""
