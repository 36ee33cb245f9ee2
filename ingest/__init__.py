"""File → `Document` → `Passage`: reading, labelling and cutting a person's documents."""
