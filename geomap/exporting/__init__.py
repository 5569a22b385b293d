"""Exporting: an EventMap as files."""
