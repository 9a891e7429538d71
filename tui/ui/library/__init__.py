"""Do for the library what takes longer than a key may: read, weigh and search articles in workers."""
