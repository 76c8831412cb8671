"""What a network learns from: data sets, their names, symbols and classes."""
