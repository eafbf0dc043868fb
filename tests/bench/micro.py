"""The micro-benchmarks of micro.cc: what a build and a query do most, each by itself."""

import json
import os
import subprocess

import peers
from tables import figure, table

PROGRAM = os.path.join(peers.ROOT, "build/bench/tests/bench/micro_benchmarks")


def measure(bench):
    done = subprocess.run(
        [PROGRAM, "--benchmark_format=json", f"--benchmark_repetitions={bench.rounds}",
         "--benchmark_enable_random_interleaving=true"],
        check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    medians = [run for run in json.loads(done.stdout)["benchmarks"]
               if run.get("aggregate_name") == "median"]
    rows = [[run["run_name"].replace("_", " "), figure(run["bytes_per_second"] / 1e6)]
            for run in medians]
    return {"micro": f"MB of the sample texts a second, on one core; {bench.medians()}.\n\n"
                     + table(["", "MB/s"], rows)}
