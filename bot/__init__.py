"""The door bot: is it marketing or sales that holds a small business back?"""
