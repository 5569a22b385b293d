"""Gazetteer: names to candidate places."""
