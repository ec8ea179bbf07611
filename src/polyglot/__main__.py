"""`python -m polyglot` and the command `polyglot`."""

from polyglot.cli import main

if __name__ == "__main__":
    main()
