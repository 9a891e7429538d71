"""Choose what is imported and how, look what would come of it, and say what came of it."""
