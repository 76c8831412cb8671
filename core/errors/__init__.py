"""What a user gave and perceptop cannot use, and text that is safe to show."""
