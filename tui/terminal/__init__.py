"""Turn what comes from the terminal as bytes into keys and text for Textual."""
