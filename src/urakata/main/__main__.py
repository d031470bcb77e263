"""`python -m urakata.main`: the command line, however the program was installed."""

from __future__ import annotations

from urakata.main.cli.root import main

if __name__ == "__main__":
    main(prog_name="urakata")
