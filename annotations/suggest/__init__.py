"""Find spans that nobody has marked yet, by rules, lists and models, and offer them to the annotator."""
