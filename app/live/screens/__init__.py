"""What is laid over the live view for a moment: a question, a choice."""
