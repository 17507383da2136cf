"""Write docs/questions.md: each query of analyses/ with its answer.

With --check nothing is written; the status is 1 when the page is out of date.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/questions.md"
INTRODUCTION = """# Questions people ask

Each query runs in the DuckDB shell as it stands (`make shell`, then paste it, or
`.read analyses/<name>.sql`). The answers are written by `make questions` and checked by the tests.
Amounts are in thousand yen unless the column says otherwise.
"""


def answer(query: Path, database: Path) -> str:
    """Run one query in the DuckDB shell.

    Args:
        query: A file with one statement.
        database: The built database, opened read-only.

    Returns:
        The result as a Markdown table.

    Raises:
        subprocess.CalledProcessError: If the shell refuses the query.
    """
    shell = Path(sys.executable).parent / "duckdb"
    return subprocess.run(
        [shell, "-readonly", "-markdown", "-init", "/dev/null", database],
        input=query.read_text(encoding="utf-8"),
        text=True,
        capture_output=True,
        check=True,
    ).stdout.strip()


def write_page(database: Path) -> str:
    """Compose the page from all queries, in alphabetical order."""
    parts = [INTRODUCTION]
    for query in sorted((ROOT / "analyses").glob("*.sql")):
        title = query.stem.replace("_", " ").capitalize()
        text = query.read_text(encoding="utf-8").strip()
        parts.append(f"## {title}\n\n```sql\n{text}\n```\n\n{answer(query, database)}\n")
    return "\n".join(parts)


def main() -> int:
    """Write or check the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", type=Path, default=ROOT / "target/budget.duckdb")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    page = write_page(arguments.database)
    if not arguments.check:
        PAGE.write_text(page, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page:
        return 0
    print("docs/questions.md が古い: make questions / is out of date: make questions")
    return 1


if __name__ == "__main__":
    sys.exit(main())
