"""Act on the article that is being read: each module owns some of the reader's commands."""
