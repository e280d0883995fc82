"""Reads a report's event files with TensorBoard's own reader and holds them against results.csv.

    oneiro report DIR --tensorboard && python3 tests/report/events.py DIR

Needs: pip install tensorboard
"""

import csv
import pathlib
import struct
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

FIRST = ["arm", "seed", "day", "phase", "tick", "gradient_steps", "examples"]


def single(text):
    return struct.unpack("f", struct.pack("f", float(text)))[0]


def main():
    study = pathlib.Path(sys.argv[1])
    with open(study / "results.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = list(rows[0])
    varied = columns[:columns.index("arm")]
    measures = columns[len(varied) + len(FIRST):]
    expected = {}
    for row in rows:
        parts = [f"{key}={row[key]}" for key in varied] + [row["arm"], f"seed{row['seed']}"]
        path = "/".join(parts)
        for measure in measures:
            if row[measure]:
                expected.setdefault((path, measure), []).append((int(row["tick"]), single(row[measure])))
    found = {}
    files = sorted((study / "tensorboard").rglob("*tfevents*"))
    for file in files:
        events = EventAccumulator(str(file.parent), size_guidance={"scalars": 0})
        events.Reload()
        path = file.parent.relative_to(study / "tensorboard").as_posix()
        for tag in events.Tags()["scalars"]:
            scalars = events.Scalars(tag)
            assert all(one.wall_time == 0 for one in scalars), path
            found[path, tag] = [(one.step, one.value) for one in scalars]
    assert found.keys() == expected.keys(), found.keys() ^ expected.keys()
    for key, points in expected.items():
        assert found[key] == points, key
    print(f"{len(files)} event files, {len(found)} series, {sum(map(len, found.values()))} scalars: as in results.csv")


main()
