"""A turn: what waits is decided event by event, in one transaction."""
