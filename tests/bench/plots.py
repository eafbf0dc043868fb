"""Bars, by gnuplot."""

import os
import subprocess
import tempfile

from peers import HERE


def bars(plot, title, values):
    """Draws `values` (label -> number) into the file `plot`."""
    with tempfile.NamedTemporaryFile("w", suffix=".tsv") as data:
        data.writelines(f"{label}\t{value:.4g}\n" for label, value in values.items())
        data.flush()
        settings = (f"data='{data.name}'; plot='{plot}'; title='{title}'; "
                    f"bars={len(values)}")
        subprocess.run(["gnuplot", "-e", settings, os.path.join(HERE, "bars.gp")], check=True)
