"""Drafts that went out in another script: what comes back of them is a draft still.

A draft that nobody edited is a machine's text in every script, so it is looked for:
each draft of a message is converted again and compared; and where people settled a word otherwise
since, the file's postmark tells that the text is as it was sent.
"""

from dataclasses import dataclass, replace

from polyglot.exchange import Postmark
from polyglot.languages import scripts
from polyglot.languages.transliteration import Settled
from polyglot.ledger.index import pair_of
from polyglot.ledger.lines import DRAFTED, about, fold
from polyglot.model import Line, Message
from polyglot.pipeline.desk import Desk
from polyglot.pipeline.drafting import Spell
from polyglot.pipeline.scripts import drafts_in
from polyglot.pipeline.spelling import Usage, written_in


@dataclass(frozen=True, slots=True)
class Respelling:
    """The drafts of one catalog in all scripts of its language.

    *spells* convert into the script of each tag; a language in one script has none.
    """

    desk: Desk
    language: str
    postmark: Postmark
    spells: tuple[tuple[str, Spell], ...]

    def spellings(self, message: Message) -> tuple[str, ...]:
        """Return the target of *message*, and what it is in the other scripts."""
        spelt = (spell(message, message.target) for _, spell in self.spells)
        return tuple(dict.fromkeys((message.target, *spelt)))

    def draft(self, message: Message) -> Line | None:
        """Return the draft that *message* is in another script, unedited, if it is one."""
        if not self.spells or not message.target or self.desk.ledger.knows(self.language, message):
            return None
        drafts = self._drafts(message)
        wanted = fold(message.target)
        for line in reversed(drafts):
            if any(fold(spell(message, line.target)) == wanted for _, spell in self.spells):
                return line
        if drafts and self.postmark.has(message) and self._is_other(message, drafts[-1]):
            return drafts[-1]
        return None

    def line(self, message: Message) -> Line | None:
        """Return the line, not sealed, of the draft that somebody had before her in another script.

        It is *message* itself, or what she made *message* of.
        """
        if not message.target or self.desk.ledger.knows(self.language, message):
            return None
        if (same := self.draft(message)) is not None:
            return self._line(message, message.target, same)
        drafts = self._drafts(message) if self.spells else ()
        if not drafts or not self._is_other(message, drafts[-1]):
            return None
        spell = dict(self.spells)[self._tag(message.target)]
        return self._line(message, spell(message, drafts[-1].target), drafts[-1])

    def _line(self, message: Message, text: str, draft: Line) -> Line | None:
        had = replace(message, target=text)
        if self.desk.ledger.knows(self.language, had):
            return None
        return about(self.language, had, DRAFTED, draft.by, kind=draft.kind, begins=draft.begins)

    def _drafts(self, message: Message) -> list[Line]:
        key = pair_of(self.language, message)[:3]
        lines = self.desk.ledger.index.keys.get(key, ())
        return [line for line in lines if line.action == DRAFTED]

    def _is_other(self, message: Message, draft: Line) -> bool:
        tag = self._tag(message.target)
        return bool(tag) and tag != self._tag(draft.target)

    def _tag(self, text: str) -> str:
        """Return the script *text* is written in, "" where that cannot be told."""
        return next((tag for tag, _ in self.spells if written_in(text, tag) == tag), "")


def respelling_of(
    desk: Desk, language: str, postmark: Postmark, settled: Settled, usage: Usage
) -> Respelling:
    """Return what is known of the drafts of a catalog in other scripts."""
    tags = scripts(language)
    if len(tags) == 1:
        return Respelling(desk, language, postmark, ())
    spells = tuple((tag, drafts_in(desk, tag, settled, usage)) for tag in tags)
    return Respelling(desk, language, postmark, spells)
