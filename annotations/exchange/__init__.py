"""Export and import annotations: one module or package for each format that others read and write."""
