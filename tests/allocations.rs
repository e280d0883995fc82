//! A training step, a prediction and a dream allocate nothing.

#![expect(unsafe_code, reason = "counting allocations takes an allocator")]

#[path = "support/net.rs"]
mod support;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use ndarray::s;
use oneiro::arm::Phase;
use oneiro::lab::{Lab, Options};
use oneiro::net::{Activation, Kernel, Loss, Step};
use oneiro::scenario::{Override, Scenario};
use oneiro::sleep::Noise;
use support::{array, mlp, shape, soft_targets};

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

/// The system's allocator, counting what each thread asks for.
struct Counting;

// SAFETY: every call is handed on unchanged; the count is a plain thread-local cell that itself allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        // SAFETY: the caller's promises are passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's promises are passed on.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Allocations of this thread while a closure runs.
fn allocations(op: impl FnOnce()) -> usize {
    let before = COUNT.with(Cell::get);
    op();
    COUNT.with(Cell::get) - before
}

#[test]
fn the_count_counts() {
    assert!(allocations(|| drop(std::hint::black_box(vec![1u8; 100]))) > 0);
}

#[test]
fn steps_and_predictions_allocate_nothing() {
    for kernel in Kernel::ALL {
        for momentum in [false, true] {
            for (loss, activation) in [(Loss::CrossEntropy, Activation::Relu), (Loss::HalfSquared, Activation::Tanh)] {
                // One net below faer's threshold for small products, one above.
                for widths in [&[5, 4, 3][..], &[64, 96, 64, 10]] {
                    let (rows, outputs) = (32, widths[widths.len() - 1]);
                    let mut mlp = mlp(&shape(widths, activation, loss), kernel, rows, momentum);
                    let inputs = array(rows, widths[0], 1);
                    let targets = soft_targets(rows, outputs, 2);
                    let step = Step {
                        learning_rate: 0.1,
                        momentum: if momentum { 0.9 } else { 0.0 },
                        decay: 0.01,
                        normalized: false,
                    };
                    mlp.train(inputs.view(), targets.view(), &step);
                    mlp.predict(inputs.view());
                    let count = allocations(|| {
                        for size in [rows, 1, 7, rows] {
                            mlp.train(inputs.slice(s![..size, ..]), targets.slice(s![..size, ..]), &step);
                            mlp.predict(inputs.slice(s![..size, ..]));
                        }
                    });
                    assert_eq!(count, 0, "{kernel:?}, momentum {momentum}, {loss:?}, {widths:?}");
                }
            }
        }
    }
}

#[test]
fn a_dreamt_step_allocates_nothing_whatever_is_done_to_the_dream() {
    let kinds = Noise::NAMES.map(|noise| format!("night.dreams.noise=\"{noise}\""));
    let more = [
        "night.dreams.label=\"own\"",
        "night.dreams.source=\"statistics\"",
        "night.dreams.narrative=3",
        "night.dreams.patch=3",
        "night.memory.priority=0.5",
        "arms.live=[\"shuffled\", \"insomnia\"]",
    ];
    let night = ["days=1", "day.steps=5", "night.cycles=1", "night.steps=30", "measure.every=1000"];
    for set in kinds.iter().map(String::as_str).chain(more) {
        let strength = if set.contains("shift") { "1" } else { "0.3" };
        let dreams = [set, "night.dreams.sparse=0.1", &format!("night.dreams.hallucinatory={strength}")];
        let overrides = night.iter().chain(&dreams).map(|set| Override::set(set).expect("a key and a value"));
        let scenario = Scenario::load("digits-fixed", &overrides.collect::<Vec<_>>());
        let mut lab = Lab::new(&scenario.unwrap_or_else(|error| panic!("{error}")), Options::default());
        // What a night can dream of is worked out once, before its first dream.
        while (lab.clock().phase, lab.clock().tick) != (Phase::Night, 10) {
            lab.tick();
        }
        let count = allocations(|| {
            for _ in 0..10 {
                lab.tick();
            }
        });
        assert_eq!(count, 0, "{set}");
    }
}
