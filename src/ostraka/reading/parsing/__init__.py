"""Text to trees in Universal Dependencies: the parser, its labels evened out, its known faults mended."""
