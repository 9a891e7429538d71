"""Models that others have made, as suggesters: each behind an extra of its own, and loaded with the first text."""
