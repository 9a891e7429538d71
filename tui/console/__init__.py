"""Write to the terminal outside the application: output, progress, fault logs."""
