"""Turn the bytes of a source into its text, strictly."""
