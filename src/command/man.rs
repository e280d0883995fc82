//! `oneiro man`

use super::Error;
use crate::cli::{Cli, EXIT_CODES};
use crate::tui::keymap::KEYS;
use clap::CommandFactory;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};
use std::io::Write;

/// Prints the man page.
pub(super) fn run(out: &mut dyn Write) -> Result<(), Error> {
    let mut command = Cli::command();
    command.build();
    let man = Man::new(Cli::command());
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    let mut roff = Roff::new();
    roff.control("SH", ["COMMANDS"]);
    for sub in command.get_subcommands_mut() {
        roff.control("SS", [format!("oneiro {}", sub.get_name()).as_str()]);
        let help = sub.render_long_help().to_string();
        literal(&mut roff, &help);
    }
    roff.control("SH", ["KEYS"]);
    let keys: Vec<String> = KEYS.iter().map(|key| format!("  {:<10} {}", key.label, key.about)).collect();
    literal(&mut roff, &keys.join("\n"));
    roff.control("SH", ["EXIT STATUS"]);
    literal(&mut roff, EXIT_CODES);
    if let Some(examples) = command.get_after_help().map(ToString::to_string) {
        roff.control("SH", ["EXAMPLES"]);
        let lines: Vec<&str> = examples.lines().filter(|line| line.starts_with("  ")).collect();
        literal(&mut roff, &lines.join("\n"));
    }
    roff.to_writer(out)?;
    man.render_version_section(out)?;
    Ok(())
}

/// Lines as they stand.
fn literal(roff: &mut Roff, text: &str) {
    roff.control("nf", []);
    for line in text.trim_end().lines() {
        roff.text([roman(line)]);
    }
    roff.control("fi", []);
}
