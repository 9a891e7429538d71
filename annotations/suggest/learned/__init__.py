"""Learn to suggest: a conditional random field, trained on what this project's annotator has decided."""
