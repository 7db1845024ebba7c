"""How whatever an owner types is understood: amounts first, then the words around them, as a list of acts."""
