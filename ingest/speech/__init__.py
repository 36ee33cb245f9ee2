"""Whose words a sentence is: the cues, the marks, and who speaks."""
