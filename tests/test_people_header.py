"""Headers as PO editors leave them, and nobody's name in them afterwards."""

import pytest

from polyglot import catalog as po
from polyglot.catalog.header import is_credit

NAME, ADDRESS = "Aygul Karimova", "aygul@newsroom.example"
MESSAGE = '\nmsgid "Bread."\nmsgstr "Нан."\n'

GETTEXT = """\
# Kazakh translations for PACKAGE package.
# Copyright (C) 2026 THE PACKAGE'S COPYRIGHT HOLDER
# This file is distributed under the same license as the PACKAGE package.
# FIRST AUTHOR <EMAIL@ADDRESS>, YEAR.
# Aygul Karimova <aygul@newsroom.example>, 2026.
#
msgid ""
msgstr ""
"Project-Id-Version: PACKAGE VERSION\\n"
"Report-Msgid-Bugs-To: \\n"
"POT-Creation-Date: 2026-02-01 10:00+0500\\n"
"PO-Revision-Date: 2026-02-03 11:12+0500\\n"
"Last-Translator: Aygul Karimova <aygul@newsroom.example>\\n"
"Language-Team: Kazakh <team@newsroom.example>\\n"
"Language: kk\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""

POEDIT = """\
msgid ""
msgstr ""
"Project-Id-Version: \\n"
"POT-Creation-Date: 2026-02-01 10:00+0500\\n"
"PO-Revision-Date: 2026-02-03 11:12+0500\\n"
"Last-Translator: Aygul Karimova <aygul@newsroom.example>\\n"
"Language-Team: \\n"
"Language: kk\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"X-Generator: Poedit 3.2.2\\n"
"X-Poedit-Basepath: /home/aygul/Aygul Karimova/news\\n"
"X-Poedit-SourceCharset: UTF-8\\n"
"X-Poedit-SearchPath-0: /home/aygul/news\\n"
"""

LOKALIZE = """\
# Aygul Karimova <aygul@newsroom.example>, 2024, 2026.
# SPDX-FileCopyrightText: 2026 Aygul Karimova
# Timur Sadykov <>, 2025.
msgid ""
msgstr ""
"Project-Id-Version: \\n"
"Report-Msgid-Bugs-To: \\n"
"POT-Creation-Date: \\n"
"PO-Revision-Date: 2026-02-03 11:12+0500\\n"
"Last-Translator: Aygul Karimova <aygul@newsroom.example>\\n"
"Language-Team: Kazakh <kde-i18n-doc@kde.example>\\n"
"Language: kk\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"X-Generator: Lokalize 22.12.3\\n"
"""

WEBLATE = """\
# Aygul Karimova <aygul@newsroom.example>, 2025, 2026.
# Anonymous <noreply@weblate.org>, 2026.
# Weblate Translation Memory <noreply-mt-weblate-translation-memory@weblate.org>, 2026.
msgid ""
msgstr ""
"Project-Id-Version: \\n"
"Report-Msgid-Bugs-To: \\n"
"POT-Creation-Date: \\n"
"PO-Revision-Date: 2026-02-03 11:12+0000\\n"
"Last-Translator: Aygul Karimova <aygul@newsroom.example>\\n"
"Language-Team: Kazakh <https://hosted.weblate.org/projects/news/bread/"
"kk/>\\n"
"Language: kk\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=n != 1;\\n"
"X-Generator: Weblate 5.14.3\\n"
"""

OMEGAT = """\
# Automatically generated, 2026.
msgid ""
msgstr ""
"Project-Id-Version: \\n"
"PO-Revision-Date: 2026-02-03 11:12+0500\\n"
"Last-Translator: Aygul Karimova\\n"
"Language-Team: Kazakh\\n"
"Language: kk\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"X-Generator: OmegaT 6.0.0\\n"
"""

PLATFORMS = """\
# Translators:
# Aygul Karimova, 2025-2026
# Translated by Aygul Karimova
msgid ""
msgstr ""
"Last-Translator: Aygul Karimova <aygul@newsroom.example>, 2026\\n"
"Language: kk\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"X-POOTLE-MTIME: 1770000000.000000\\n"
"X-Launchpad-Export-Date: 2026-02-03 11:12+0000\\n"
"X-Translator: Aygul Karimova\\n"
"X-Bugs: aygul@newsroom.example\\n"
"""

WRAPPED = """\
msgid ""
msgstr ""
"Language: kk\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Last-Translator: "
"Aygul Karimova <aygul@newsroom.example>\\n"
"""

SAVED = {
    "gettext": GETTEXT,
    "Poedit": POEDIT,
    "Lokalize": LOKALIZE,
    "Weblate": WEBLATE,
    "OmegaT": OMEGAT,
    "platforms": PLATFORMS,
    "wrapped": WRAPPED,
}


@pytest.mark.parametrize("header", SAVED.values(), ids=SAVED)
def test_nobody_is_named_once_the_file_was_read_and_written(header: str) -> None:
    """Neither the field nor the comment of any editor outlives one look."""
    data = (header + MESSAGE).encode()
    assert po.names_people(data)

    written = po.write(po.read(data, path="kk.po", language="kk"))

    assert "Нан." in written.decode()
    for words in ("Aygul", "Timur", "Karimova", "@", "weblate", "2026", "/home"):
        assert words not in written.decode().replace("Copyright (C) 2026", "")
    assert not po.names_people(written)


@pytest.mark.parametrize(
    "header", [GETTEXT, POEDIT, LOKALIZE, WEBLATE, WRAPPED], ids=lambda text: text[:12]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "crlf"])
def test_who_saved_the_file_last_can_be_told_before_it_is_forgotten(
    header: str, encoding: str
) -> None:
    """The name in the header is evidence of who translated, for one look."""
    text = (header + MESSAGE).replace("\n", "\r\n") if encoding == "crlf" else header + MESSAGE
    data = text.encode("utf-8-sig" if encoding == "utf-8-sig" else "utf-8")

    assert po.signature(data)[0] == f"{NAME} <{ADDRESS}>"


def test_a_file_of_ours_is_signed_by_nobody() -> None:
    """There is nothing to be told, and nothing to be taken out."""
    data = po.write(po.fresh("kk", ["Edit only the text."], "nplurals=2; plural=(n != 1);"))

    assert po.signature(data) == ("", "")
    assert not po.names_people(data)


@pytest.mark.parametrize(
    "comment",
    [
        "Copyright (C) 2009, 2026 The Bread Foundation",
        "This file is distributed under the same license as the PACKAGE package.",
        "SOME DESCRIPTIVE TITLE.",
        "Edit only the text inside the quotation marks of msgstr and keep the tags.",
        "translators are asked to keep the tags",
        "Author's note: 2026 is the year of the flood.",
        "",
    ],
)
def test_a_comment_that_is_no_credit_stays(comment: str) -> None:
    """What says something about the file, and about nobody, is kept."""
    assert not is_credit(comment)
