"""A multilingual translation and publishing workflow for newsrooms.

The public face is the command `polyglot`; the modules are documented in `docs/`.
"""

__version__ = "0.1.0"
