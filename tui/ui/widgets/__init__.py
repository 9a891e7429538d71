"""Provide the widgets of the application: they show and post messages, and decide nothing."""
