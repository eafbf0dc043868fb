"""The plots of BENCHMARKS.md, by gnuplot."""

import os
import shutil
import subprocess

import peers
from tables import figure


def publish(bench, name):
    """Puts a plot of the work folder beside this file, if --write is given."""
    if bench.write:
        shutil.copy(bench.path(name), peers.HERE)


def bars(bench, name, what, values, less_is_better):
    """A bar for each of `values` (label -> number), the best at the top."""
    data = bench.path(f"{name}.data")
    with open(data, "w", encoding="utf-8") as out:
        for label, value in sorted(values.items(), key=lambda item: item[1],
                                   reverse=not less_is_better):
            out.write(f'"{label.replace("`", "")}" {figure(value)} '
                      f'{int(label.startswith("Limier"))}\n')
    title = f"{what}: {'less' if less_is_better else 'more'} is better"
    settings = f"data='{data}'; plot='{bench.path(name)}.svg'; what='{title}'; many={len(values)}"
    subprocess.run(["gnuplot", "-e", settings, os.path.join(peers.HERE, "bars.gp")], check=True)
    publish(bench, f"{name}.svg")
