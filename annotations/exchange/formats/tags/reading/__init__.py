"""Read files of tags in whichever dialect they are, which their lines decide."""
