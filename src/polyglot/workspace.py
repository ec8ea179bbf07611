"""A workspace on disk: its settings, and where everything stands.

Settings are validated by pydantic once and then kept by the state file,
so that a run with nothing to do does not import it.
"""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import ClassVar, Literal, TypeAlias, TypedDict

from polyglot.errors import SettingsError, UsageError
from polyglot.storage import read

FILE = "polyglot.toml"
TRANSLITERATION = "terms/transliteration.csv"
"""Where people settle words that no table knows, relative to the workspace."""

Needs = Literal["reviewed", "approved", "translated", "accepted"]


class _Strict(TypedDict):
    extra: Literal["forbid"]


STRICT = _Strict(extra="forbid")
"""What pydantic reads: an unknown key is an error."""


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """The site the pages belong to: its *name*, and its *url* (empty: no canonical addresses)."""

    __pydantic_config__: ClassVar[_Strict] = STRICT
    name: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class PublishSettings:
    """What an edition needs before it is published.

    *exceptions* are stronger: by language (`kaa`), by role (`title`) or by both (`kaa.title`).
    """

    __pydantic_config__: ClassVar[_Strict] = STRICT
    needs: Needs = "approved"
    exceptions: dict[str, Needs] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TranslateSettings:
    """Which engine drafts (*provider*, empty for none) and which may see `internal` articles.

    *scripts* names by language the script that drafts are written in, where translators
    prefer another than the usual one (`{"kaa": "kaa-Cyrl"}`).
    """

    __pydantic_config__: ClassVar[_Strict] = STRICT
    provider: str = ""
    trusted: tuple[str, ...] = ()
    scripts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """What `polyglot.toml` says; every key has a safe default.

    *languages* are the languages to publish in, in the order in which pages name them.
    *source* is the language of an article that does not name its own.
    *release* is `by-hand` (an editor's act lets an edition be published) or `auto`.
    *to* are the export formats, *checks* installed packages' checks to run beside ours.
    *editions* names by language the scripts it is published in, the main one first
    (`{"uz": ("uz-Latn", "uz-Cyrl")}`); a language that is not named has one, its usual script.
    *usage* decides by language what editors dispute (`{"kaa": {"names": "sha"}}`).
    """

    __pydantic_config__: ClassVar[_Strict] = STRICT
    languages: tuple[str, ...] = ("en", "ru", "kk", "kaa", "uz")
    source: str = "en"
    release: Literal["by-hand", "auto"] = "by-hand"
    to: tuple[str, ...] = ("html", "nitf", "source")
    checks: tuple[str, ...] = ()
    editions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    usage: dict[str, dict[str, str]] = field(default_factory=dict)
    site: SiteSettings = SiteSettings()
    publish: PublishSettings = PublishSettings()
    translate: TranslateSettings = TranslateSettings()

    def dump(self) -> dict[str, object]:
        """Return the settings as plain values."""
        return asdict(self)

    def tags(self, language: str) -> tuple[str, ...]:
        """Return the tags of the scripts *language* is published in, the main one first."""
        from polyglot.languages import scripts

        return self.editions.get(language) or scripts(language)[:1]

    def page_tags(self, language: str) -> tuple[str, ...]:
        """Return the tags that the pages of *language* bear, in the order of `tags`."""
        from polyglot.languages import load

        return tuple(load(tag).page_tag for tag in self.tags(language))


def load_settings(data: bytes, *, path: str = FILE) -> Settings:
    """Return the settings in *data*.

    Raises:
        SettingsError: If it is no TOML, or holds an unknown key or a wrong value;
            it names the file, the line, the key and, for an unknown one, the nearest right one.
    """
    import tomllib

    from pydantic import TypeAdapter, ValidationError

    try:
        text = data.decode("utf-8-sig")
        values = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise SettingsError(
            "the settings are not UTF-8", path=path, hint="save the file as UTF-8"
        ) from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise SettingsError(
            f"this is no TOML: {error}", path=path, line=int(line[1]) if line else None
        ) from error
    try:
        settings = TypeAdapter(Settings).validate_python(values)
    except ValidationError as error:
        raise _explained(error.errors()[0], text, path) from error
    for keys, problem, hint in _contradictions(settings):
        raise SettingsError(
            f"{'.'.join(keys)}: {problem}", path=path, line=_line_of(text, keys), hint=hint
        )
    return settings


def _contradictions(settings: Settings) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Yield what no type can forbid: the key, the problem, and what would be right."""
    from polyglot.languages import known

    chosen = settings.languages
    named: list[tuple[tuple[str, ...], str]] = [(("languages",), tag) for tag in chosen]
    named.append((("source",), settings.source))
    exceptions = settings.publish.exceptions
    for key in exceptions:
        # A role or an author's own name of a paragraph may stand alone, too.
        first = key.partition(".")[0]
        if "." in key or (re.fullmatch("[a-z]{2,3}", first) and first not in ("alt", "tag")):
            named.append((("publish", "exceptions", key), first))
    for keys, tag in named:
        if tag not in known():
            yield keys, f"there is no data for the language {tag!r}", f"known are {_list(known())}"
    yield from _wrong_scripts(settings)
    if not chosen:
        yield ("languages",), "there is no language to publish in", f"known are {_list(known())}"
    if doubles := {tag for tag in chosen if chosen.count(tag) > 1}:
        yield ("languages",), f"{_list(sorted(doubles))} is named twice", "name each language once"
    if chosen and settings.source not in chosen:
        yield ("source",), f"{settings.source!r} is none of the languages", f"say {_list(chosen)}"
    yield from _strangers(settings)
    yield from _usage(settings.usage)
    url = settings.site.url
    if url and not re.match(r"https?://[^/\s]", url):
        yield ("site", "url"), f"{url!r} is no address", 'for example "https://example.org/"'


def _usage(usage: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Yield the choices that no data file offers."""
    from polyglot.languages.facts import misused

    for code, name, problem, offered in misused(usage):
        yield ("usage", code, name), problem, f"known are {_list(offered) or 'none'}"


def _wrong_scripts(settings: Settings) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Yield the editions that cannot be made."""
    from polyglot.languages import known, scripts
    from polyglot.languages.transliteration import supports

    wanted = [(("editions", name), name, tags) for name, tags in settings.editions.items()]
    for name, tag in settings.translate.scripts.items():
        usual = scripts(name)[:1] if name in known() else ()
        rest = () if (tag,) == usual else (tag,)
        wanted.append((("translate", "scripts", name), name, (*usual, *rest)))
    for keys, language, tags in wanted:
        if language not in settings.languages or language not in known():
            yield keys, f"{language!r} is none of the languages", _list(settings.languages)
            continue
        ours = scripts(language)
        if not tags:
            yield keys, "it names no script", f"known are {_list(ours)}"
        for number, tag in enumerate(tags):
            if tag not in ours:
                yield keys, f"{tag!r} is no script of {language!r}", f"known are {_list(ours)}"
            elif tag in tags[:number]:
                yield keys, f"{tag!r} is named twice", "name each script once"
            elif number and not supports(tags[0], tag):
                hint = "put a script first that the others can be made from"
                yield keys, f"{tag!r} cannot be made from {tags[0]!r}", hint


_Kind: TypeAlias = Literal["writers", "checks", "providers"]


def _strangers(settings: Settings) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Yield the names of formats and engines that nobody offers."""
    from polyglot.plugins import find
    from polyglot.providers import PROVIDERS
    from polyglot.writers import WRITERS

    engines = [name for name in (settings.translate.provider,) if name]
    rows: tuple[tuple[tuple[str, ...], _Kind, Iterable[str], Collection[str]], ...] = (
        (("to",), "writers", settings.to, WRITERS),
        (("checks",), "checks", settings.checks, ()),
        (("translate", "provider"), "providers", engines, PROVIDERS),
        (("translate", "trusted"), "providers", settings.translate.trusted, PROVIDERS),
    )
    for keys, kind, names, ours in rows:
        for name in names:
            try:
                if name not in ours:
                    find(kind, name)
            except UsageError as error:
                known = f"known are {_list(ours)}" if ours else "install it, or take the name out"
                yield keys, error.problem, known
    if not settings.to:
        yield ("to",), "there is no format to export", f"known are {_list(WRITERS)}"


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)


def revive_settings(values: Mapping[str, object]) -> Settings:
    """Return the settings that *values* were dumped from."""
    site, publish, translate = (values[name] for name in ("site", "publish", "translate"))
    flat = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
    nested = {"site": site, "publish": publish, "translate": translate}
    kinds = {"site": SiteSettings, "publish": PublishSettings, "translate": TranslateSettings}
    for name, value in nested.items():
        if isinstance(value, dict):
            flat[name] = kinds[name](
                **{k: tuple(v) if isinstance(v, list) else v for k, v in value.items()}
            )
    editions = values["editions"]
    if isinstance(editions, dict):
        flat["editions"] = {language: tuple(tags) for language, tags in editions.items()}
    return Settings(**flat)  # type: ignore[arg-type] # dump() wrote them


def _explained(error: Mapping[str, object], text: str, path: str) -> SettingsError:
    from difflib import get_close_matches

    where = error["loc"]
    keys = tuple(str(part) for part in where) if isinstance(where, tuple) else ()
    named = [key for key in keys if not key.isdigit()]
    line = _line_of(text, named)
    dotted = ".".join(named)
    if error["type"] in ("unexpected_keyword_argument", "extra_forbidden"):
        rivals = _keys(named[:-1])
        nearest = get_close_matches(named[-1], rivals, 1, 0.5)
        hint = f"did you mean {nearest[0]!r}?" if nearest else f"known are {', '.join(rivals)}"
        return SettingsError(f"unknown key {dotted!r}", path=path, line=line, hint=hint)
    message = str(error["msg"]).replace("a valid tuple", 'a list, as in ["en", "ru"]')
    return SettingsError(
        f"wrong value for {dotted!r}: {message[:1].lower()}{message[1:]}",
        path=path,
        line=line,
        hint=f"it says {error['input']!r}",
    )


def _keys(table: Sequence[str]) -> list[str]:
    kinds = {"site": SiteSettings, "publish": PublishSettings, "translate": TranslateSettings}
    kind = kinds.get(table[0], Settings) if table else Settings
    return [known.name for known in fields(kind)]


def _line_of(text: str, keys: Sequence[str]) -> int | None:
    """Return the line where the last of *keys* is set, the first of them being its tables.

    What stands in an inline table is found where that table is.
    """
    found = (_line_of_one(text, keys[:number]) for number in range(len(keys), 0, -1))
    return next((line for line in found if line is not None), None)


def _line_of_one(text: str, keys: Sequence[str]) -> int | None:
    table = ""
    wanted = ".".join(keys[:-1])
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(r"\s*\[([^\[\]]+)\]", line):
            table = header[1].strip()
            if table == ".".join(keys):
                return number
        elif (key := re.match(r"\s*([\w\"'.-]+)\s*=", line)) and keys:
            name = key[1].strip("\"'")
            if (table == wanted and name == keys[-1]) or (not table and name == ".".join(keys)):
                return number
    return None


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where everything stands: content ↔ locales ↔ exports. All paths in results are relative."""

    root: Path
    settings: Settings

    @property
    def journal(self) -> Path:
        """The folder of interrupted steps and of the lock."""
        return self.root / ".journal"

    @property
    def cache(self) -> Path:
        """The disposable folder."""
        return self.root / ".polyglot"

    @property
    def private(self) -> Path:
        """The folder that git never sees: real identities, protected names, what was sent where."""
        return Path(os.environ.get("POLYGLOT_PRIVATE") or self.root / "private")

    @property
    def templates(self) -> Path:
        """The folder of the user's own page templates."""
        return self.root / "templates"

    def targets(self, source: str) -> tuple[str, ...]:
        """The languages an article written in *source* is translated into."""
        return tuple(language for language in self.settings.languages if language != source)


def template_path(article: str) -> str:
    """Return where an article's POT stands, relative to the workspace."""
    return f"locales/templates/{article}.pot"


def catalog_path(article: str, language: str) -> str:
    """Return where an article's catalog in *language* stands, relative to the workspace."""
    return f"locales/{language}/LC_MESSAGES/{article}.po"


def ledger_path(article: str) -> str:
    """Return the folder of an article's ledger, relative to the workspace."""
    return f"locales/ledger/{article}"


def record_path(article: str) -> str:
    """Return where an article's publication record stands, relative to the workspace."""
    return f"locales/published/{article}.jsonl"


def exports_path(*, drafts: bool) -> str:
    """Return the folder of the exports, relative to the workspace."""
    return "exports/drafts" if drafts else "exports/public"


def find_root(start: Path, *, asked: Path | None = None) -> Path:
    """Return the workspace's folder: *asked*, or the nearest one upwards from *start*.

    Raises:
        UsageError: If there is none.
    """
    if asked is not None:
        if not (asked / FILE).is_file():
            raise UsageError(
                f"there is no workspace in {asked}: it holds no {FILE}",
                hint=f"polyglot init {asked} makes one",
            )
        return asked.resolve()
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return folder.resolve()
    raise UsageError(
        f"there is no workspace here: neither this folder nor one above it holds a {FILE}",
        hint="polyglot init . makes one; -C DIR names another",
    )


def open_workspace(root: Path, *, cached: object = None) -> Workspace:
    """Return the workspace at *root*; *cached* are settings dumped from the very same file.

    Raises:
        SettingsError: If the settings are wrong.
    """
    if isinstance(cached, dict):
        return Workspace(root, revive_settings(cached))
    return Workspace(root, load_settings(read(root / FILE) or b""))


def needs_for(settings: PublishSettings, language: str, role: str) -> Needs:
    """Return what a message of *role* needs in *language* before its edition is published."""
    for key in (f"{language}.{role}", role, language):
        if key in settings.exceptions:
            return settings.exceptions[key]
    return settings.needs


SAMPLE = """\
---
title: Hello, readers
summary: The first article of this workspace.
date: {day}
---

Replace this article with your own: one file an article, in the folder *content*.

Then say `polyglot run --drafts` and look at the folder *exports/drafts*.
"""

IGNORED = "/.polyglot/\n/.journal/\n/private/\n/exports/public/\n/exports/drafts/\n"


def scaffold(
    *, languages: Sequence[str], source: str, name: str, day: str
) -> Iterator[tuple[str, str]]:
    """Yield the files of a new workspace: path and text."""
    import json

    quoted = ", ".join(json.dumps(language) for language in languages)
    yield (
        FILE,
        f"""\
# The settings of this workspace. Every key is explained in docs/reference/settings.md.

languages = [{quoted}]
source = {json.dumps(source)}       # the language of an article that does not name its own
release = "by-hand"  # an editor's `polyglot release` lets an edition be published

[site]
name = {json.dumps(name, ensure_ascii=False)}
url = ""             # e.g. "https://example.org/"; empty: no canonical addresses

[publish]
needs = "approved"   # reviewed, approved, translated or accepted

[translate]
provider = ""        # no text leaves this machine; "google" asks Google for drafts
trusted = []         # engines that may also see articles whose privacy is "internal"
""",
    )
    yield "content/hello.md", SAMPLE.format(day=day)
    yield ".gitignore", IGNORED
