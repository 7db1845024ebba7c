"""The check-up: the guided questions that end in a diagnosis."""
