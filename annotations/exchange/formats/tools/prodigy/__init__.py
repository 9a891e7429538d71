"""Read and write Prodigy's JSON Lines."""
