"""Sphinx settings: Markdown through MyST; `make docs` turns warnings into errors."""

from geomap import __version__

project = "geomap"
author = "The geomap developers"
copyright = "The geomap developers"  # noqa: A001 -- Sphinx's name
release = version = __version__
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
html_theme = "alabaster"
html_theme_options = {"description": "From news to layered, sourced maps of dated events.", "page_width": "70rem"}
myst_heading_anchors = 3
nitpicky = True
