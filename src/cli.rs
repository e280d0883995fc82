//! The command line: every command and flag, once. Help, completions and the man page come from
//! here.

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Exit codes, for help and the man page.
pub const EXIT_CODES: &str = "\
0    done (lives that diverged are told in the result, not in the code)
1    failed: a file could not be read or written, or check found something
2    misused, or a scenario was refused
129, 130, 143
     ended by HUP, INT (Ctrl-C), TERM";

const EXAMPLES: &str = "\
Examples:
  oneiro                            watch the digits lab
  oneiro curve --paused             watch a line being fitted, from the first step on
  oneiro run digits --out night     run it without a screen and keep every figure
  oneiro run digits --arms all --set night.downscale.amount=0.2
  oneiro run digits --until 'sleep.mistakes < 20%'
  oneiro record digits -o night.svg draw its screen in the middle of a night
  oneiro new mine --from curve      start a scenario of your own: mine.toml
  oneiro check mine.toml            say what is wrong with it, line by line

Exit codes: 0 done, 1 failed, 2 misused or a scenario refused, 129/130/143 ended by a signal.";

/// A sleep laboratory for neural networks in a terminal
///
/// By day a network learns and its synapses grow; by night they are scaled down and it trains on
/// noisy dreams of what it lived through. Watch it beside a twin that stays up, or run it without
/// a screen and keep the figures.
#[derive(Debug, Parser)]
#[command(name = "oneiro", version, after_help = EXAMPLES, max_term_width = 100)]
#[command(args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
pub struct Cli {
    /// What to do; watch the scenario if nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What to watch.
    #[command(flatten)]
    pub watch: Watch,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Watch a scenario (what `oneiro` does without a command)
    ///
    /// Where there is no terminal the scenario is run instead, as by `oneiro run`.
    Watch(Watch),
    /// Run a scenario to its last morning without a screen
    ///
    /// Prints a table of every arm and, last, the hash of the whole trace: the same scenario, seed,
    /// build and machine give the same hash.
    Run(Run),
    /// Record the screen: a picture (.svg) of one moment, or the whole run as a film (.cast)
    ///
    /// Draws what `oneiro watch` draws, by a clock of its own and with the portable kernel: the same
    /// bytes every time, on every machine.
    Record(Record),
    /// List the shipped scenarios, or print one
    Scenarios {
        /// Print this scenario's file
        name: Option<String>,
    },
    /// Start a scenario of your own in the current folder
    ///
    /// Writes NAME.toml, a commented copy of a shipped scenario. A file that is there already is
    /// left alone.
    New {
        /// Name of the new scenario; the file is NAME.toml
        name: String,
        /// The scenario to copy: a shipped name or a file
        #[arg(long, value_name = "NAME", default_value = "digits")]
        from: String,
    },
    /// Check scenario files and say what is wrong, line by line
    Check {
        /// Files to check; `-` is standard input
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
    },
    /// Print the JSON Schema of scenario files, for editors
    Schema,
    /// Print the completions for a shell
    Completions {
        /// The shell
        #[arg(value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
    /// Print the man page
    Man,
}

/// Which scenario, and what to change in it.
#[derive(Debug, Clone, Args)]
pub struct Story {
    /// A shipped scenario's name, or a file (`-` is standard input)
    #[arg(value_name = "SCENARIO", default_value = "digits")]
    pub scenario: String,
    /// Set any key of the scenario, as in night.downscale.amount=0.2; may be given many times
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Seed of everything that is drawn
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub seed: Option<u64>,
}

/// Watching.
#[derive(Debug, Clone, Args)]
pub struct Watch {
    /// Which scenario.
    #[command(flatten)]
    pub story: Story,
    /// Wait at birth for a key
    #[arg(long)]
    pub paused: bool,
    /// How fast to begin: 1 is the pace it was made for, 2 twice that
    #[arg(long, value_name = "X", value_parser = speed, allow_negative_numbers = true)]
    pub speed: Option<f64>,
    /// Draw with ASCII characters alone
    #[arg(long)]
    pub ascii: bool,
    /// When to use colour
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub color: Color,
    /// Colours; without it dusk, or ansi where the terminal has no true colour
    #[arg(long, value_name = "NAME", value_enum)]
    pub theme: Option<Theme>,
}

/// Running without a screen.
#[derive(Debug, Clone, Args)]
pub struct Run {
    /// Which scenario.
    #[command(flatten)]
    pub story: Story,
    /// Days to live
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub days: Option<u64>,
    /// Arms to live, as in sleep,awake; or all
    #[arg(long, value_name = "ARMS", value_delimiter = ',')]
    pub arms: Option<Vec<String>>,
    /// Stop where this is so: day 12, tick 500, mistakes < 20%, strength > 800, sleep.lies > 0.5, any
    /// other measure of trace.csv by its name, plateau, or divergence
    #[arg(long, value_name = "CONDITION", allow_hyphen_values = true)]
    pub until: Option<String>,
    /// Write scenario.toml, trace.csv, ticks.csv and summary.json into this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Who multiplies matrices: faer (fast), portable (the same bytes on every machine)
    #[arg(long, value_name = "NAME", default_value = "faer", hide_possible_values = true)]
    #[arg(value_parser = PossibleValuesParser::new(["faer", "portable"]))]
    pub kernel: String,
}

/// Recording.
#[derive(Debug, Clone, Args)]
pub struct Record {
    /// Which scenario.
    #[command(flatten)]
    pub story: Story,
    /// Where to, by its ending: x.svg, a picture; x.cast, a film for asciinema; `-`, a picture on
    /// standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// The moment of a picture: birth, day:N, evening:N, night:N, morning:N or end [default: the
    /// middle of night 11, or of the last there is]
    #[arg(long, value_name = "MOMENT")]
    pub at: Option<String>,
    /// Columns and rows of the screen
    #[arg(long, value_name = "COLUMNSxROWS", default_value = "120x36", value_parser = size)]
    pub size: (u16, u16),
    /// How fast a film runs: 1 is the pace it was made for
    #[arg(long, value_name = "X", value_parser = speed, allow_negative_numbers = true)]
    pub speed: Option<f64>,
    /// Draw with ASCII characters alone
    #[arg(long)]
    pub ascii: bool,
    /// Colours
    #[arg(long, value_name = "NAME", value_enum, default_value_t = Theme::Dusk)]
    pub theme: Theme,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// Where the terminal has it and `NO_COLOR` is not set.
    Auto,
    /// In any case.
    Always,
    /// Not at all.
    Never,
}

/// The colour themes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Theme {
    /// Dark, true colour.
    Dusk,
    /// Light, true colour.
    Dawn,
    /// The terminal's own sixteen colours.
    Ansi,
    /// No colour.
    Mono,
}

impl Theme {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dusk => "dusk",
            Self::Dawn => "dawn",
            Self::Ansi => "ansi",
            Self::Mono => "mono",
        }
    }
}

fn speed(text: &str) -> Result<f64, String> {
    let speed = text.parse().ok().filter(|speed| (0.01..=10_000.0).contains(speed));
    speed.ok_or_else(|| "must be a number from 0.01 to 10000".to_owned())
}

/// The largest screen that is recorded, in columns and rows.
const LARGEST: (u16, u16) = (500, 200);

fn size(text: &str) -> Result<(u16, u16), String> {
    let wrong = || format!("must be columns and rows as in 120x36, at most {}x{}", LARGEST.0, LARGEST.1);
    let (columns, rows) = text.split_once(['x', '×']).ok_or_else(wrong)?;
    match (columns.parse(), rows.parse()) {
        (Ok(columns), Ok(rows)) if (1..=LARGEST.0).contains(&columns) && (1..=LARGEST.1).contains(&rows) => {
            Ok((columns, rows))
        }
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn definitions_are_consistent() {
        Cli::command().debug_assert();
    }
}
