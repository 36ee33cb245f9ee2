"""Read the facts of a sentence that can be compared with another's: numbers, dates, names, hedges and negation."""
