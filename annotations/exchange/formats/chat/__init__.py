"""Write conversations for models that chat, and read them back."""
