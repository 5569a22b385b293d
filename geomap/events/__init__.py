"""Events: what happened, who, where, when, told once."""
