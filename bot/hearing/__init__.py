"""What a message means where it stands: which earlier answer it names, what its numbers tell, how sure a reading must be."""
