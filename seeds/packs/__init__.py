"""Manage data packs: dictionaries and weights that are fetched when the user asks for them."""
