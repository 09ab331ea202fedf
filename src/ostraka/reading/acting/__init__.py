"""Who does what to whom, and how surely: frames, roles, ends, factuality."""
