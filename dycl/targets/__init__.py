"""Text formats: one file each, the name of the file being the name on the command line."""
