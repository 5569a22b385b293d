"""Resolution: mentions to places and geometries, or to an explicit NIL."""
