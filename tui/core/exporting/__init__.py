"""Choose what an export writes, show how it will look, and say what came of it."""
