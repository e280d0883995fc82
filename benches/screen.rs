//! What the screen costs: a frame, its bytes, the start, a whole life, and a pause.
//!
//! `cargo bench --bench screen`. The table at the end is the README's.
#![expect(clippy::disallowed_methods, reason = "a bench reads the clock")]
#![expect(clippy::print_stdout, reason = "a bench prints")]

use std::fs;
use std::hint::black_box;
use std::io::{Read, Write};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use criterion::Criterion;
use oneiro::lab::{Lab, Options};
use oneiro::net::Kernel;
use oneiro::scenario::{Override, Scenario};
use oneiro::tui::app::{App, Mode, Start};
use oneiro::tui::keymap::Action;
use oneiro::tui::pace::Speed;
use oneiro::tui::run::RARE;
use oneiro::tui::screen;
use oneiro::tui::surface::Surface;
use oneiro::tui::terminal::frame;
use oneiro::tui::theme::Theme;
use oneiro::tui::update::update;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (200, 60)];

fn scenario(days: u32) -> Scenario {
    let days = Override::set(&format!("days={days}")).expect("a key and a value");
    Scenario::load("digits", &[days]).unwrap_or_else(|error| panic!("{error}"))
}

fn app(days: u32, speed: Speed) -> App {
    let options = Options { kernel: Kernel::default(), keyframes: Some(8 << 20) };
    let surface = Surface::FULL;
    App::new(scenario(days), Start { options, theme: Theme::dusk(), surface, speed, paused: speed != Speed::Full })
}

fn act(app: &mut App, action: Action) {
    update(app, action);
    while app.mode() != Mode::Paused {
        app.advance(0.1, || true);
    }
}

/// Night 11, in a dream.
fn night() -> App {
    let mut app = app(20, Speed::Times(1.0));
    for _ in 0..10 {
        act(&mut app, Action::Morning);
    }
    act(&mut app, Action::Evening);
    for _ in 0..50 {
        act(&mut app, Action::Tick);
    }
    app
}

fn draw(app: &mut App, buffer: &mut Buffer) {
    buffer.reset();
    app.look();
    screen::draw(app, buffer);
}

/// Bytes of a frame on a blank screen, and of one a tick later, the mean of many.
fn bytes((width, height): (u16, u16)) -> (usize, usize) {
    let mut app = night();
    let area = Rect::new(0, 0, width, height);
    let (mut shown, mut drawing) = (Buffer::empty(area), Buffer::empty(area));
    draw(&mut app, &mut drawing);
    let mut out = Vec::new();
    frame(&shown, &drawing, true, &mut out).expect("memory takes all");
    let whole = out.len();
    out.clear();
    for _ in 0..50 {
        std::mem::swap(&mut shown, &mut drawing);
        act(&mut app, Action::Tick);
        draw(&mut app, &mut drawing);
        frame(&shown, &drawing, false, &mut out).expect("memory takes all");
    }
    (whole, out.len() / 50)
}

fn frames(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("a frame a tick later");
    for (width, height) in SIZES {
        let mut app = night();
        let area = Rect::new(0, 0, width, height);
        let (mut shown, mut drawing) = (Buffer::empty(area), Buffer::empty(area));
        draw(&mut app, &mut shown);
        act(&mut app, Action::Tick);
        let mut out = Vec::new();
        group.bench_function(format!("{width}x{height}"), |bench| {
            bench.iter(|| {
                out.clear();
                draw(&mut app, &mut drawing);
                frame(&shown, &drawing, false, &mut out).expect("memory takes all");
                black_box(out.len())
            });
        });
    }
    group.finish();
}

/// Nanoseconds that the threads of a process have run, from `/proc/ID/task/*/schedstat`.
fn busy(process: &str) -> u64 {
    let Ok(threads) = fs::read_dir(format!("/proc/{process}/task")) else { return 0 };
    let one = |path: std::path::PathBuf| {
        let text = fs::read_to_string(path.join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse::<u64>().ok()
    };
    threads.flatten().filter_map(|entry| one(entry.path())).sum()
}

/// Nanoseconds of a life without a screen, and of the same life with one at full speed.
fn lives(days: u32) -> (u64, u64) {
    let begun = busy("self");
    let options = Options { kernel: Kernel::default(), keyframes: None };
    let mut lab = Lab::new(&scenario(days), options);
    while !lab.ended() {
        lab.tick();
    }
    black_box(lab.trace_hash());
    let without = busy("self") - begun;
    let begun = busy("self");
    let mut app = app(days, Speed::Full);
    let area = Rect::new(0, 0, 120, 36);
    let (mut shown, mut drawing) = (Buffer::empty(area), Buffer::empty(area));
    let mut out = Vec::new();
    while !app.lab().ended() {
        draw(&mut app, &mut drawing);
        frame(&shown, &drawing, false, &mut out).expect("memory takes all");
        std::mem::swap(&mut shown, &mut drawing);
        out.clear();
        let until = Instant::now() + RARE;
        app.advance(0.0, || Instant::now() < until);
    }
    assert_eq!(app.lab().trace_hash(), lab.trace_hash());
    (without, busy("self") - begun)
}

struct Program {
    _master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<Mutex<Vec<u8>>>,
}

impl Program {
    fn start(arguments: &[&str]) -> Self {
        let size = PtySize { rows: 36, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_oneiro"));
        command.args(arguments);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let keyboard = pair.master.take_writer().expect("a writer");
        let seen = Arc::new(Mutex::new(Vec::new()));
        let shared = Arc::clone(&seen);
        thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                shared.lock().expect("no reader panics").extend_from_slice(&buffer[..count]);
            }
        });
        Self { _master: pair.master, keyboard, child, seen }
    }

    fn bytes(&self) -> usize {
        self.seen.lock().expect("no reader panics").len()
    }

    fn wait_for(&self, wanted: &str) {
        let wanted = wanted.as_bytes();
        while !self.seen.lock().expect("no reader panics").windows(wanted.len()).any(|bytes| bytes == wanted) {
            thread::sleep(Duration::from_micros(100));
        }
    }

    fn id(&self) -> String {
        self.child.process_id().expect("it runs").to_string()
    }

    fn quit(mut self) {
        let _ = self.keyboard.write_all(b"q");
        let _ = self.child.wait();
    }
}

/// Milliseconds from the start of the process to the end of its first frame.
fn first_frame() -> f64 {
    let begun = Instant::now();
    let program = Program::start(&["digits", "--paused"]);
    program.wait_for("\x1b[?2026l");
    let taken = begun.elapsed().as_secs_f64() * 1e3;
    program.quit();
    taken
}

/// Peak of resident memory, in MiB, of a whole life on the screen.
fn memory() -> f64 {
    let program = Program::start(&["digits", "--speed", "1000"]);
    program.wait_for("the end");
    let status = fs::read_to_string(format!("/proc/{}/status", program.id())).unwrap_or_default();
    program.quit();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    peak.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or(f64::NAN) / 1024.0
}

/// Share of a core, in per cent, and bytes written in ten seconds of pause.
fn pause() -> (f64, usize) {
    let program = Program::start(&["digits", "--paused"]);
    program.wait_for("\x1b[?2026l");
    thread::sleep(Duration::from_millis(500));
    let (before, written) = (busy(&program.id()), program.bytes());
    thread::sleep(Duration::from_secs(10));
    let share = (busy(&program.id()) - before) as f64 / 1e10 * 100.0;
    let written = program.bytes() - written;
    program.quit();
    (share, written)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn main() {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    frames(&mut criterion);
    criterion.final_summary();

    println!("\n| what | measured | aim |\n| --- | --- | --- |");
    for size @ (width, height) in SIZES {
        let (whole, next) = bytes(size);
        println!("| bytes at {width}×{height}: the first frame, one a tick later | {whole}, {next} | |");
    }
    let starts = median((0..21).map(|_| first_frame()).collect());
    println!("| start to first frame | {starts:.1} ms | ≤ 20 ms |");
    let rounds: Vec<f64> = (0..7)
        .map(|_| {
            let (without, with) = lives(200);
            (with as f64 / without as f64 - 1.0) * 100.0
        })
        .collect();
    println!("| a life at full speed, against one without a screen | {:+.1} % | ≤ 3 % |", median(rounds));
    println!("| peak memory of a whole life of `digits` | {:.1} MiB | ≤ 20 MiB |", memory());
    let (share, written) = pause();
    println!("| paused, of a core over 10 s | {share:.3} %, {written} bytes | ≤ 0.2 %, none |");
}
