"""What pages draw with: markup, colours, marked text, clicks, charts."""
