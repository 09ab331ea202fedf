"""Who says it: cues, contents, quotations, speakers, passages."""
