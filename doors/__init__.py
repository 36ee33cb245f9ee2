"""What other programs come in by: the verbs that they may use, for assistants (MCP) and over HTTP."""
