"""Plug-ins for zhupi, written against version 0.1.0."""
