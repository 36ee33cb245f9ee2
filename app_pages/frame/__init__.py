"""What every page stands in: the model and the library, the person, the entrance, building, failures."""
