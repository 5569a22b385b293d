"""Mapping: an EventMap as one sealed folium page."""
