"""Recognition: parsed text to toponym mentions."""
