"""Run suggesters in processes of their own."""
