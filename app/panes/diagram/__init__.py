"""The picture of a network: where its neurons stand, the lines between them, and what is written beside them."""
