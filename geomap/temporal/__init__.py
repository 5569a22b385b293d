"""Temporal: parsed text to dated time spans."""
