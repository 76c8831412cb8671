"""Tables of data: read, understood column by column, and turned into numbers to learn from."""
