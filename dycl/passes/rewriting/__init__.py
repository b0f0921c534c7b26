"""Changes to branches and loops that several passes make."""
