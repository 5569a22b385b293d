"""geomap: from news to layered, sourced maps of dated events.

The straight line through the package is told in ``docs/architecture.md``; ``geomap.pipeline`` is that line in code.
"""

__version__ = "0.1.0"
