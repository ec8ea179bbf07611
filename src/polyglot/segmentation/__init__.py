"""A paragraph as its sentences, and back; which sentences of two languages answer each other."""

from polyglot.segmentation.alignment import Bead, align
from polyglot.segmentation.rules import FILE, OwnRules, Rules, read_own
from polyglot.segmentation.sentences import split

__all__ = ["FILE", "Bead", "OwnRules", "Rules", "align", "read_own", "split"]
