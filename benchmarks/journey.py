"""What a run costs: cold, with nothing to do, and after one edit.

    make bench                            1,000 articles, as the documentation quotes it
    make bench ARGS="--articles 200"      a quicker look

Every figure is of a whole process: its wall time, its CPU time and its highest memory.
The corpus has about 25 blocks an article, four languages, and catalogs full of drafts;
a cold run reads all of it, checks it, and writes HTML and NITF previews of five languages.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import corpus

# A process that may not keep its compiled modules compiles them all at each start.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def measure(name: str, root: Path, *words: str, most: Sequence[int] = (0,)) -> float:
    """Run a polyglot command in *root* and print what it cost; return its wall time in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    command = [sys.executable, "-m", "polyglot", *words]
    done = subprocess.run(
        command, cwd=root, check=False, capture_output=True, text=True, env=ENVIRONMENT
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in most:
        sys.exit(f"{' '.join(words)} ended with {done.returncode}:\n{done.stderr}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{name:<34} {wall:8.2f} s wall  {cpu:8.2f} s CPU")
    return wall


def main() -> None:
    """Make the corpus and measure the journey over it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="make the corpus here and leave it")
    asked = parser.parse_args()
    root = asked.keep or Path(tempfile.mkdtemp(prefix="polyglot-bench-"))
    try:
        _measure_all(root, asked.articles, str(asked.jobs))
    finally:
        if asked.keep is None:
            shutil.rmtree(root, ignore_errors=True)


def _measure_all(root: Path, articles: int, jobs: str) -> None:
    corpus.write(root, articles)
    run = ("run", "--drafts", "--offline", "--jobs", jobs)
    measure("--help, the first time", root, "--help")
    measure("--help", root, "--help")
    measure("first extraction", root, "extract", "--jobs", jobs)
    measure("pseudo drafts", root, "translate", "--provider", "pseudo", "--jobs", jobs)
    measure("first run", root, *run)
    # Moved, not deleted: some file systems are slow for minutes after thousands of deletions.
    for folder in (".polyglot", "exports"):
        (root / folder).rename(root / f"{folder}-of-the-first-run")
    os.sync()
    time.sleep(1)
    cold = measure("cold run, full catalogs", root, *run)
    print(f"{'':<34} {articles / cold:8.1f} articles/s")
    time.sleep(1.1)
    measure("nothing changed", root, *run)
    measure("nothing changed, again", root, *run)
    edited = root / "content/news/story-00000.html"
    edited.write_text(edited.read_text().replace("<p>", "<p>Anew, ", 1))
    measure("one article edited", root, *run)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{'highest memory of a process':<34} {peak:8.0f} MB")


if __name__ == "__main__":
    main()
