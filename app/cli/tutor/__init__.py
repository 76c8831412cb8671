"""`perceptop tutor`: the lessons one after the other, and the place that is kept."""
