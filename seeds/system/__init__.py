"""Touch the operating system: files that others may have made, locks, child processes, text for terminals."""
