"""Show the places where annotators differ, and settle them by keys."""
