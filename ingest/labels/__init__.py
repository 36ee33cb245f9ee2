"""What is known of a document, and which rule says so."""
