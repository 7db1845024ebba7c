"""Guided conversations: flows as data, and two pure functions: which question is next, and what a reply does."""
