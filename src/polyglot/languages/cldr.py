"""The door to CLDR's locale data (Babel): what a code means that we have no file for."""


def english_name(language: str) -> str | None:
    """Return the English name of *language*, or None where CLDR knows none."""
    from babel import Locale

    return Locale("en").languages.get(language)


def two_letters(code: str) -> str:
    """Return the language of *code* as CLDR spells it: `kk` for `kaz`, `uz` for `UZ_Latn`."""
    from babel.core import get_global

    language = code.replace("_", "-").partition("-")[0].lower()
    alias: str = get_global("language_aliases").get(language, language)
    return alias
