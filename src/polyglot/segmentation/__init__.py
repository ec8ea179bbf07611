"""A paragraph as its sentences, and back; which sentences of two languages answer each other."""

from polyglot.segmentation.alignment import Bead, align
from polyglot.segmentation.cutting import by_sentence, cut
from polyglot.segmentation.rules import OwnRules, Rules, read_own
from polyglot.segmentation.sentences import split

__all__ = ["Bead", "OwnRules", "Rules", "align", "by_sentence", "cut", "read_own", "split"]
