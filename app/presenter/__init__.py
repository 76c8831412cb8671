"""For a room full of people: large figures, few words, and cues that are stepped through."""
