"""Puts the letters of a text right: apostrophes, older alphabets, letters of another script.

What is sure is changed, what is not is proposed; a second time nothing is left to change.
Tags, codes, addresses and handles stay as they are.
It runs on what is brought in and on machine drafts, never silently on a person's text.
"""

from polyglot.languages.orthography.texts import Change, Normalised, normalise

__all__ = ["Change", "Normalised", "normalise"]
