# What CI runs.
ci:
    bash .ci/run

# CI, and what takes too long for it.
full: ci
    cargo build --release
    ONEIRO_KILLS=50 cargo test --release -- --include-ignored

# Every bench; ratios are printed side by side.
bench:
    cargo bench

# The README's pictures. `cargo test --test pictures` reads these lines and checks that they are current.
pictures:
    cargo run --quiet -- record digits -o docs/night.svg
    cargo run --quiet -- record curve -o docs/curve.svg
