# What CI runs.
ci:
    bash .ci/run

# CI, and what takes too long for it.
full: ci
    cargo build --release
    ONEIRO_KILLS=50 cargo test --release -- --include-ignored
    just page

# A report in headless Chromium at 1280 and 390 px, light and dark, and its event files in TensorBoard's own reader. Needs
# chromium, chromedriver, and `pip install tensorboard`; leaves screenshots, a print and the study in target/report.
page:
    rm -rf target/report
    target/release/oneiro study digits --arms all --set days=6 --out target/report/digits
    target/release/oneiro report target/report/digits --tensorboard
    python3 tests/report/page.py target/report/digits/report.html target/report
    python3 tests/report/events.py target/report/digits
    target/release/oneiro study curve --seeds 4 --vary night.downscale.amount=0.05,0.15 --vary day.steps=50,100 --out target/report/curve
    target/release/oneiro report target/report/curve --tensorboard
    python3 tests/report/page.py target/report/curve/report.html
    python3 tests/report/events.py target/report/curve

# Every bench; ratios are printed side by side.
bench:
    cargo bench

# The book of scenarios: every claim at its registered seeds, what came out and a figure of it, into docs. Minutes.
book:
    UPDATE_BOOK=1 cargo test --release --test claims -- --include-ignored --nocapture

# The README's pictures. `cargo test --test pictures` reads these lines and checks that they are current.
pictures:
    cargo run --quiet -- record digits -o docs/night.svg
    cargo run --quiet -- record curve -o docs/curve.svg
    cargo run --quiet -- record digits --screen dreams -o docs/dreams.svg
    cargo run --quiet -- record tetris-effect --screen dreams --turned --at end -o docs/tetris-effect.svg

# Errors of 2 % put into a copy of the source, one at a time: `oneiro verify` has to find each. Writes docs/verify.md.
mutants:
    python3 tests/mutants/run.py --write
