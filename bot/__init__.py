"""The door bot: is it marketing or sales that holds a small business back?"""

__version__ = "0.1.0"
