"""What `polyglot.toml` may say, and how a run keeps it without reading it again."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import ClassVar, Literal, TypedDict

from polyglot.errors import SettingsError
from polyglot.plugins import Setup

FILE = "polyglot.toml"

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
    """Which engines draft (*provider*: one, or several in line) and which see `internal` articles.

    *relays* are the languages a draft may be made by way of, the best first (empty: all);
    *budgets* are characters an engine may get in a day, by its name.
    *scripts* names by language the script that drafts are written in, where translators
    prefer another than the usual one (`{"kaa": "kaa-Cyrl"}`).
    """

    __pydantic_config__: ClassVar[_Strict] = STRICT
    provider: str | tuple[str, ...] = ""
    trusted: tuple[str, ...] = ()
    relays: tuple[str, ...] = ()
    budgets: dict[str, int] = field(default_factory=dict)
    scripts: dict[str, str] = field(default_factory=dict)

    @property
    def engines(self) -> tuple[str, ...]:
        """The names of the engines in line."""
        names = (self.provider,) if isinstance(self.provider, str) else self.provider
        return tuple(name for name in names if name)


@dataclass(frozen=True, slots=True)
class EngineSettings(Setup):
    """An engine that the newsroom set up: the table `[engines.NAME]`."""

    __pydantic_config__: ClassVar[_Strict] = STRICT
    options: dict[str, bool | int | float | str | dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """What `polyglot.toml` says; every key has a safe default.

    *languages* are the languages to publish in, in the order in which pages name them.
    *source* is the language of an article that does not name its own.
    *release* is `by-hand` (an editor's act lets an edition be published) or `auto`.
    *segmentation* says what of an article is one message, if the article itself does not:
    a whole `paragraph`, or one `sentence`.
    *to* are the export formats, *checks* installed packages' checks to run beside ours.
    *editions* names by language the scripts it is published in, the main one first
    (`{"uz": ("uz-Latn", "uz-Cyrl")}`); a language that is not named has one, its usual script.
    *usage* decides by language what editors dispute (`{"kaa": {"names": "sha"}}`).
    *engines* are those the newsroom set up, by the names it gave them.
    """

    __pydantic_config__: ClassVar[_Strict] = STRICT
    languages: tuple[str, ...] = ("en", "ru", "kk", "kaa", "uz")
    source: str = "en"
    release: Literal["by-hand", "auto"] = "by-hand"
    segmentation: Literal["paragraph", "sentence"] = "paragraph"
    to: tuple[str, ...] = ("html", "nitf", "source")
    checks: tuple[str, ...] = ()
    editions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    usage: dict[str, dict[str, str]] = field(default_factory=dict)
    site: SiteSettings = SiteSettings()
    publish: PublishSettings = PublishSettings()
    translate: TranslateSettings = TranslateSettings()
    engines: dict[str, EngineSettings] = field(default_factory=dict)

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


TABLES = {
    "site": SiteSettings,
    "publish": PublishSettings,
    "translate": TranslateSettings,
}
"""The tables of settings by their names."""


def needs_for(settings: PublishSettings, language: str, role: str) -> Needs:
    """Return what a message of *role* needs in *language* before its edition is published."""
    for key in (f"{language}.{role}", role, language):
        if key in settings.exceptions:
            return settings.exceptions[key]
    return settings.needs


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
    except (ValueError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        raise SettingsError(
            f"this is no TOML: {error}", path=path, line=int(line[1]) if line else None
        ) from error
    try:
        settings = TypeAdapter(Settings).validate_python(values)
    except ValidationError as error:
        raise _explained(error.errors()[0], text, path) from error
    from polyglot.workspace.sense import contradictions

    for keys, problem, hint in contradictions(settings):
        raise SettingsError(
            f"{'.'.join(keys)}: {problem}", path=path, line=_line_of(text, keys), hint=hint
        )
    return settings


def shape() -> list[str]:
    """Return what settings are made of: those of another version of polyglot differ in it."""
    kinds = (Settings, *TABLES.values(), EngineSettings)
    return [f"{known.name}: {known.type}" for kind in kinds for known in fields(kind)]


def revive_settings(values: Mapping[str, object]) -> Settings:
    """Return the settings that *values* were dumped from."""
    site, publish, translate = (values[name] for name in ("site", "publish", "translate"))
    flat = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
    nested = {"site": site, "publish": publish, "translate": translate}
    for name, value in nested.items():
        if isinstance(value, dict):
            flat[name] = TABLES[name](
                **{k: tuple(v) if isinstance(v, list) else v for k, v in value.items()}
            )
    editions = values["editions"]
    if isinstance(editions, dict):
        flat["editions"] = {language: tuple(tags) for language, tags in editions.items()}
    engines = values["engines"]
    if isinstance(engines, dict):
        flat["engines"] = {name: EngineSettings(**table) for name, table in engines.items()}
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
    if named[:1] == ["engines"]:
        # What stands there may be a key in the wrong place, so it is not repeated.
        problem = f"wrong value for {dotted!r}: it has another kind"
        return SettingsError(problem, path=path, line=line, hint="see the settings of engines")
    message = str(error["msg"]).replace("a valid tuple", 'a list, as in ["en", "ru"]')
    return SettingsError(
        f"wrong value for {dotted!r}: {message[:1].lower()}{message[1:]}",
        path=path,
        line=line,
        hint=f"it says {error['input']!r}",
    )


def _keys(table: Sequence[str]) -> list[str]:
    if table[:1] == ["engines"] and len(table) > 1:
        return [known.name for known in fields(EngineSettings)]
    kind = TABLES.get(table[0], Settings) if table else Settings
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
