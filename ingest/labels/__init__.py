"""Label documents: what is known of each, and the rule that set it."""
