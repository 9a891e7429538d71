"""Labels out and in: one file for each format that others read and write."""
