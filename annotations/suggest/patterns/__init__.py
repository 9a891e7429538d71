"""Suggest by rules: times, amounts, shares, quantities, titled works and people who speak, in either script."""
