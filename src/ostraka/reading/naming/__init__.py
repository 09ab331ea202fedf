"""Who is spoken of: names, people, roles, pronouns and the phrases that stand for a state."""
