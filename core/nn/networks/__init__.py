"""Networks: the textbook form, the compiled form, learning online, and output chains."""
