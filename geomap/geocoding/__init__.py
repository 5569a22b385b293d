"""Geocoding: online geocoders, recorded answers, the refresh plan."""
