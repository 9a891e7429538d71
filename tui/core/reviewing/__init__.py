"""Go through what is suggested, and what nobody has marked yet."""
