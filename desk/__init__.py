"""What a person keeps: conversations, a notebook of quotes, and what they said of the answers."""
