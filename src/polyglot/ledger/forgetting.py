"""A pen name taken out of a ledger: the same lines under a mark, and everything derived as before.

A line's id is the hash of what it says, so it changes with the name,
and with it every line that refers to it, and every line that refers to that one.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from polyglot.ledger.index import is_named
from polyglot.ledger.lines import dump, fold_name, identify, read
from polyglot.model import Line
from polyglot.people import is_mark


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A ledger without somebody's name.

    *files* are the files that change, by the names they had: new name and bytes.
    *count* is how many lines bore the name.
    """

    files: Mapping[str, tuple[str, bytes]]
    count: int


def forget(
    files: Mapping[str, bytes], names: Collection[str], mark: str, *, path: str
) -> Forgotten:
    """Return the ledger in *files*, of the folder *path*, with *mark* for one person.

    *names* are the spellings of her name, folded.

    Which lines stand together in a file stays; files without a change are not among the result,
    though lines of theirs stand in another file, too.
    Cost: linear.

    Raises:
        LedgerError: If a line cannot be read; it names the file and the line.
    """
    by_file = {file: read(data, path=f"{path}/{file}") for file, data in files.items()}
    every = [line for lines in by_file.values() for line in lines]
    marks = {by: mark for by in {line.by for line in every} if fold_name(by) in names}
    if not marks:
        return Forgotten({}, 0)
    known = _renamed({line.id: line for line in every}, marks)
    renewed = {
        file: [_with(line, marks, known) for line in lines] for file, lines in by_file.items()
    }
    changed = {file: dump(lines) for file, lines in renewed.items() if lines != by_file[file]}
    return Forgotten(changed, len({line.id for line in every if line.by in marks}))


def returned(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Yield each line under a name that says what one under a mark says, with the mark.

    A branch from before a name was forgotten brings such lines back.
    """
    names = {by for by in {line.by for line in lines} if is_mark(by)}
    marks = {_act(line): line.by for line in lines if line.by in names}
    for line in lines if marks else ():
        mark = marks.get(_act(line))
        if mark and is_named(line) and line.by not in names:
            yield line, mark


def _act(line: Line) -> Line:
    """Return *line* without who it is by and what follows from that."""
    return replace(line, by="", id="", begins=(), ends=())


def _renamed(lines: Mapping[str, Line], names: Mapping[str, str]) -> Mapping[str, Line]:
    """Return every line, by the id it had, as it is once people are called by *names*."""
    done: dict[str, Line] = {}
    for first in lines:
        path = [first]
        on_path: set[str] = set()
        while path:
            line = lines[path[-1]]
            on_path.add(line.id)
            waiting = [
                other
                for other in (*line.begins, *line.ends)
                if other in lines and other not in done and other not in on_path
            ]
            if waiting and line.id not in done:
                path += waiting
                continue
            path.pop()
            if line.id not in done:
                done[line.id] = _with(line, names, done)
    return done


def _with(line: Line, names: Mapping[str, str], done: Mapping[str, Line]) -> Line:
    """Return *line* with its name and its references renewed; itself if nothing of it changes.

    One that does not answer to its id keeps it: what is wrong with it is not hidden.
    """
    new = replace(
        line,
        by=names.get(line.by, line.by),
        begins=_ids(line.begins, done),
        ends=_ids(line.ends, done),
    )
    if new == line or identify(line, n=line.n, day=line.day, bound=line.pair) != line.id:
        return new
    return replace(new, id=identify(new, n=new.n, day=new.day, bound=new.pair))


def _ids(ids: Iterable[str], done: Mapping[str, Line]) -> tuple[str, ...]:
    return tuple(done[id_].id if id_ in done else id_ for id_ in ids)
