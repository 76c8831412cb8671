"""The dialog that opens another run: what there is, and a picture of each."""
