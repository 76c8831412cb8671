"""`perceptop predict`: one row, or those of a table."""
