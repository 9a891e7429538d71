"""What rules can find: times, amounts, shares, quantities, titled works and people who speak, in either script."""
