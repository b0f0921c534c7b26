"""Translation validation: whether a pass leaves the answers of one program as they are."""
