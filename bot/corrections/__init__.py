"""Answers that are put right: denied, replaced, worked out of what was said before, or only supposed."""
