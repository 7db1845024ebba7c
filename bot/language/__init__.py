"""The files of a language: what they hold, and whether they are all there."""
