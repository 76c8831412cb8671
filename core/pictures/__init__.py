"""Pictures of a run, taken only when somebody wants them: each bounded in work and size, whatever it is taken of."""
