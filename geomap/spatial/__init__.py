"""Spatial: country and province shapes, shared borders, and relations as geometry."""
