"""Define the arguments that several commands have in common."""
