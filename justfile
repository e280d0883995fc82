# What CI runs.
ci:
    bash .ci/run

# CI, and what takes too long for it.
full: ci
    cargo build --release
    cargo test --release -- --include-ignored

# Every bench; ratios are printed side by side.
bench:
    cargo bench
