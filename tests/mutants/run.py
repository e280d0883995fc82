"""Puts errors of 2 % into the program and looks whether `oneiro verify` finds each.

    python3 tests/mutants/run.py [--apart] [--write] [WORD…]

The errors are those of tests/mutants/table.toml; a WORD chooses those whose name or file has it. Everything happens in a copy
of the source tree in target/mutants with a target folder of its own: no file that is worked on is touched.

All are put in at once, and the program is built once: each factor of 1.02 is 1 but for that of the one mutant that the
environment names. With --apart each is put in alone, and the program built with it, which takes minutes an error.

An error is found if verify ends with 1 and names the known results that do not hold any more. Where `oneiro verify --quick`
finds it, the tables of lives are left out, but for the errors that are marked `whole`. Ends with 1 if one is not found, or if
verify does not hold without any. With --write the table in docs/verify.md is made anew, for which all have to be tried.
"""

import os
import pathlib
import re
import subprocess
import sys
import time
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]
PLACE = ROOT / "target" / "mutants"
TREE = PLACE / "tree"
PAGE = ROOT / "docs" / "verify.md"
BEGIN, END = "<!-- mutants -->\n", "<!-- end of mutants -->\n"
FACTOR = "1.02"
CHOSEN = "ONEIRO_MUTANT"
# Seconds that a mutant may take to be verified: one that never ends is found too.
PATIENCE = 600
RED = re.compile(r"^  ✗ (.*\S) +(\S+)   (.+)$")
# What the copy gets: the factors.
FACTORS = f"""//! One error of 2 %, chosen by the environment.
use std::sync::LazyLock;

static CHOSEN: LazyLock<Option<usize>> = LazyLock::new(|| std::env::var("{CHOSEN}").ok()?.parse().ok());

pub(crate) fn double(mutant: usize) -> f64 {{
    if *CHOSEN == Some(mutant) {{ {FACTOR} }} else {{ 1.0 }}
}}

pub(crate) fn single(mutant: usize) -> f32 {{
    if *CHOSEN == Some(mutant) {{ {FACTOR} }} else {{ 1.0 }}
}}
"""


def copy():
    """Brings the copy up to what the tree holds now. Files that did not change keep their times, so builds are short."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True
    )
    names = {name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()}
    for old in [path for path in TREE.rglob("*") if path.is_file() and str(path.relative_to(TREE)) not in names]:
        old.unlink()
    return {name: (ROOT / name).read_bytes() for name in names}


def put(files):
    for name, content in files.items():
        path = TREE / name
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def mutated(text, mutant, factor):
    lines = text.decode().split("\n")
    places = [place for place, line in enumerate(lines) if line.strip() == mutant["line"]]
    if len(places) != 1:
        sys.exit(f"error: {mutant['file']}: {len(places)} lines are {mutant['line']}")
    wrong = mutant["wrong"].replace(FACTOR, factor)
    lines[places[0]] = lines[places[0]].replace(mutant["line"], wrong)
    return "\n".join(lines).encode()


def together(files, mutants):
    """The sources with all errors, each with a factor of its own."""
    files = dict(files)
    for number, mutant in enumerate(mutants):
        kind = "single" if mutant.get("single") else "double"
        files[mutant["file"]] = mutated(files[mutant["file"]], mutant, f"crate::mutant::{kind}({number})")
    files["src/lib.rs"] += b"mod mutant;\n"
    files["src/mutant.rs"] = FACTORS.encode()
    return files


def build():
    environment = {**os.environ, "CARGO_TARGET_DIR": str(PLACE / "target")}
    built = subprocess.run(["cargo", "build", "--quiet", "--bin", "oneiro"], cwd=TREE, env=environment)
    if built.returncode != 0:
        sys.exit("error: the program does not build")


def verify(number, *words):
    """The exit code and the known results that do not hold."""
    program = [PLACE / "target" / "debug" / "oneiro", "verify", *words]
    environment = {key: value for key, value in os.environ.items() if key != CHOSEN}
    if number is not None:
        environment[CHOSEN] = str(number)
    try:
        done = subprocess.run(program, capture_output=True, text=True, timeout=PATIENCE, env=environment)
    except subprocess.TimeoutExpired:
        return None, []
    return done.returncode, [match[1] for match in map(RED.match, done.stdout.splitlines()) if match]


def attempt(mutant, number):
    """Whether the error is found, and what is said of it."""
    code, red = verify(number) if mutant.get("whole") else verify(number, "--quick")
    if code == 0 and not mutant.get("whole"):
        code, red = verify(number)
    if code is None:
        return True, f"did not end in {PATIENCE} s"
    if code != 1 or not red:
        return False, f"NOT FOUND, verify ended with {code}"
    return True, "; ".join(red[:2]) + (f"; {len(red) - 2} more" if len(red) > 2 else "")


def cell(text):
    return text.replace("|", "\\|")


def row(mutant, said):
    return f"| {cell(mutant['name'])} | `{mutant['file']}` | `{cell(mutant['wrong'])}` | {cell(said)} |\n"


def write(rows):
    before, rest = PAGE.read_text().split(BEGIN)
    after = rest.split(END)[1]
    head = "| what is wrong by 2 % | in | the line with the error | what turns red |\n| --- | --- | --- | --- |\n"
    PAGE.write_text(before + BEGIN + "\n" + head + "".join(rows) + "\n" + END + after)


def main():
    flags = {word for word in sys.argv[1:] if word.startswith("--")}
    chosen = [word for word in sys.argv[1:] if word not in flags]
    if flags - {"--apart", "--write"} or ("--write" in flags and chosen):
        sys.exit(__doc__)
    mutants = tomllib.loads((ROOT / "tests" / "mutants" / "table.toml").read_text())["mutant"]
    tried = [one for one in enumerate(mutants) if not chosen or any(word in one[1]["name"] + one[1]["file"] for word in chosen)]
    TREE.mkdir(parents=True, exist_ok=True)
    files, apart = copy(), "--apart" in flags
    put(files if apart else together(files, mutants))
    build()
    code, red = verify(None)
    if code != 0:
        sys.exit(f"error: verify ends with {code} without any error: {'; '.join(red)}")
    found, rows = 0, []
    for number, mutant in tried:
        begun = time.monotonic()
        if apart:
            put({**files, mutant["file"]: mutated(files[mutant["file"]], mutant, FACTOR)})
            build()
        good, said = attempt(mutant, number)
        found += good
        rows.append(row(mutant, said))
        print(f"{'✓' if good else '✗'} {mutant['name']} ({time.monotonic() - begun:.0f} s): {said}", flush=True)
    print(f"found: {found} of {len(tried)} errors")
    if "--write" in flags:
        write(rows)
    sys.exit(found < len(tried))


main()
