"""Pictures: the door and the weeks, drawn as SVG, said again in words, and painted to PNG by a process of its own."""
