"""Make suggesters of models that others have trained: each needs an extra, and is loaded with the first text."""
