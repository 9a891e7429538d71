"""Walk the places where annotators differ, and settle them."""
