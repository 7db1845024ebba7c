"""Draw every kind of verdict, the extremes, and weeks of every length, to look at: ``python tests/pictures/gallery.py FOLDER``."""
