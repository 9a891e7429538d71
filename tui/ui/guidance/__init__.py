"""Teach a new user: offer the tutorial, and lead through it."""
