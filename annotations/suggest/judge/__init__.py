"""Judge by what has been learned how likely suggestions are right, from what all suggesters say at their place."""
