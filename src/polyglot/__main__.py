"""`python -m polyglot` and the command `polyglot`."""

import sys

from polyglot.errors import INTERRUPTED, STOPPED


def main() -> None:
    """Run the command line; whoever stops it while it still starts sees no traceback either."""
    try:
        from polyglot.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.stderr.write(STOPPED)
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
