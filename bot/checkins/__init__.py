"""The weekly check-ins: when to ask, about which week, what was answered, and whether anything really changed."""
