"""What a sentence says that can be held against another: numbers, dates, names, negation."""
