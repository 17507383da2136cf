"""dbt as its own command runs it, but for the search for memory to free: that takes a tenth of a run that ends before it needs any."""

from __future__ import annotations

import gc
import sys

if __name__ == "__main__":
    gc.disable()
    from dbt.cli.main import cli

    sys.exit(cli(prog_name="dbt"))
