//! The command line: every command and flag, once. Help, completions and the man page come from
//! here.

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Exit codes, for help and the man page.
pub const EXIT_CODES: &str = "\
0    done (lives that diverged and cells that failed are told in the result, not in the code)
1    failed: a file could not be read or written, or check or verify found something
2    misused, or a scenario or code was refused
129, 130, 143
     ended by HUP, INT (Ctrl-C), TERM";

const EXAMPLES: &str = "\
Examples:
  oneiro                            watch the digits lab
  oneiro curve --paused             watch a line being fitted, from the first step on
  oneiro run digits --out night     run it without a screen and keep every figure
  oneiro run digits --arms all --set night.downscale.amount=0.2
  oneiro run digits --until 'sleep.mistakes < 20%'
  oneiro study digits-fixed --out S live it under 30 seeds, with what it claims registered before
  oneiro report S                   what that study has found, with its verdicts and a page
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
    /// Watch a scenario (what `oneiro` does without a command), or a study as it is lived
    ///
    /// Where there is no terminal the scenario is run instead, as by `oneiro run`. A folder that
    /// `oneiro study --out` made is followed and never touched; without a terminal its tables are printed.
    Watch(Watch),
    /// Run a scenario to its last morning without a screen
    ///
    /// Prints a table of every arm and, last, the hash of the whole trace: the same scenario, seed,
    /// build and machine give the same hash.
    Run(Run),
    /// Live many seeds, and many settings, with all arms side by side
    ///
    /// Every cell (a setting under a seed, all arms together) is kept in DIR/cells once it is lived. The
    /// same command goes on where a study was ended, and several may work on one folder at once. What
    /// the scenario claims is registered in DIR/claim.json before the first cell.
    Study(Study),
    /// Say what a study has found: a table, verdicts, figures and a page
    ///
    /// Reads the cells of DIR, and puts results.csv, verdict.json, report.html and figures/*.svg beside them.
    /// The same study gives the same bytes. Comparisons that were registered before the first cell get a
    /// verdict, at the registered number of seeds and no other; all others are described and not tested.
    Report(Report),
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
    /// Writes NAME.toml: a commented copy of a shipped scenario, or a scenario for a file of your own
    /// data, with what was guessed about it in comments. A file that is there already is left alone.
    New {
        /// Name of the new scenario; the file is NAME.toml
        name: String,
        /// The scenario to copy: a shipped name or a file
        #[arg(long, value_name = "NAME", default_value = "digits")]
        from: String,
        /// A file of your own data to look at: a table (.csv), images (IDX) or arrays (.npz)
        #[arg(long, value_name = "FILE", conflicts_with = "from")]
        from_data: Option<PathBuf>,
    },
    /// Check scenario files and say what is wrong, line by line
    Check {
        /// Files to check; `-` is standard input
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
    },
    /// Recompute known results; or live a code, a run's folder or a saved session again and compare
    ///
    /// Without anything: what is known and what came out, in under a minute. With a code, a folder or a session: says
    /// `reproduced`, or the first phase or measure that differs. A code of the faer kernel holds on machines with the
    /// same vector instructions, one of the portable kernel on every machine.
    Verify(Verify),
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
    /// A shipped scenario's name, a file (`-` is standard input), or a share code
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
    /// Who multiplies matrices: faer (fast), portable (the same bytes on every machine) [default: faer, or
    /// that of a saved session]
    #[arg(long, value_name = "NAME", hide_possible_values = true)]
    #[arg(value_parser = PossibleValuesParser::new(["faer", "portable"]))]
    pub kernel: Option<String>,
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
    /// Who multiplies matrices: faer (fast), portable (the same bytes on every machine) [default: faer, or
    /// that of a saved session]
    #[arg(long, value_name = "NAME", hide_possible_values = true)]
    #[arg(value_parser = PossibleValuesParser::new(["faer", "portable"]))]
    pub kernel: Option<String>,
}

/// Verifying.
#[derive(Debug, Clone, Args)]
pub struct Verify {
    /// A code that the screen gives (y), a folder that `oneiro run --out` wrote, or a session that the
    /// screen saved (s); left out, known results are recomputed
    #[arg(value_name = "CODE|DIR|FILE")]
    pub target: Option<String>,
    /// Recompute the long ones too, and every table with as many seeds as its figures come from: minutes
    #[arg(long, conflicts_with = "target")]
    pub full: bool,
    /// Recompute formulas and identities alone, without any table of lives: two seconds
    #[arg(long, conflicts_with_all = ["target", "full"])]
    pub quick: bool,
    /// Plant an error of 2 % in one thing, to see that it is found
    #[arg(long, value_name = "WHAT", conflicts_with = "target")]
    pub plant: Option<String>,
}

/// Studying.
#[derive(Debug, Clone, Args)]
pub struct Study {
    /// A shipped scenario's name, or a file (`-` is standard input)
    #[arg(value_name = "SCENARIO")]
    pub scenario: String,
    /// Folder of the study; what is finished in it is not done again
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// How many seeds, from the first on [default: as the scenario claims, or 10]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    #[arg(allow_negative_numbers = true)]
    pub seeds: Option<u32>,
    /// Values for a key, as in night.downscale.amount=0.05,0.1; may be given many times for all
    /// combinations. Keys behind a `;` move with the first. Commas in brackets or quotes belong to
    /// a value [default: what the scenario's study.vary says]
    #[arg(long, value_name = "KEY=VALUES")]
    pub vary: Vec<String>,
    /// Arms to live, as in sleep,awake; or all [default: the scenario's, and those it claims about]
    #[arg(long, value_name = "ARMS", value_delimiter = ',')]
    pub arms: Option<Vec<String>>,
    /// Set any key of the scenario for all cells; may be given many times
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// The first seed
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub seed: Option<u64>,
    /// How many cells at a time [default: as many as there are cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    #[arg(allow_negative_numbers = true)]
    pub jobs: Option<u16>,
    /// End with the first cell that fails
    #[arg(long)]
    pub fail_fast: bool,
    /// Who multiplies matrices: faer (fast), portable (the same bytes on every machine)
    #[arg(long, value_name = "NAME", default_value = "faer", hide_possible_values = true)]
    #[arg(value_parser = PossibleValuesParser::new(["faer", "portable"]))]
    pub kernel: String,
}

/// Reporting.
#[derive(Debug, Clone, Args)]
pub struct Report {
    /// Folder of a study, finished or not
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// Write event files for TensorBoard too, into DIR/tensorboard
    #[arg(long)]
    pub tensorboard: bool,
    /// How many threads read [default: as many as there are cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    #[arg(allow_negative_numbers = true)]
    pub jobs: Option<u16>,
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
    /// Which screen a picture is of
    #[arg(long, value_name = "NAME", value_enum, default_value_t = Screen::Night)]
    pub screen: Screen,
    /// Its panels' second faces, which the key x turns to
    #[arg(long)]
    pub turned: bool,
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

/// A screen of the program, each behind a digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Screen {
    /// Days and nights
    Night,
    /// Each memory beside its dream
    Dreams,
    /// Weights and units
    Synapses,
    /// Lives side by side
    Race,
    /// What happened
    Journal,
    /// What is lived, and how
    Scenario,
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
