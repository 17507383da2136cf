"""Reads the text of a budget document into a transcription, and reasons with its numbers."""

import sys
from pathlib import Path

# The decoder and the deduction of signs, which the built project uses too.
SCRIPTS = str(Path(__file__).resolve().parents[1] / "scripts")
if SCRIPTS not in sys.path:
    sys.path.append(SCRIPTS)
