//! The errors that `oneiro verify` is tried with: each of their lines is still there, so that the table cannot rot.
//! `just mutants` puts them in, one by one.

use std::collections::BTreeSet;
use std::fs;
use toml::Table;

struct Mutant {
    name: String,
    file: String,
    line: String,
    wrong: String,
}

fn mutants() -> Vec<Mutant> {
    let table: Table = include_str!("mutants/table.toml").parse().expect("the table is TOML");
    let all = table["mutant"].as_array().expect("a list of tables");
    let text = |mutant: &toml::Value, key: &str| mutant[key].as_str().unwrap_or_else(|| panic!("a {key}")).to_owned();
    let of = |mutant: &toml::Value| {
        let [name, file, line, wrong] = ["name", "file", "line", "wrong"].map(|key| text(mutant, key));
        Mutant { name, file, line, wrong }
    };
    all.iter().map(of).collect()
}

#[test]
fn every_line_stands_in_its_file_once_and_its_error_nowhere() {
    for Mutant { name, file, line, wrong } in mutants() {
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{name}: {file}: {error}"));
        let count = |wanted: &str| text.lines().filter(|line| line.trim() == wanted).count();
        assert_eq!((count(&line), count(&wrong)), (1, 0), "{name}: in {file}: {line}");
    }
}

#[test]
fn the_page_has_a_row_for_each_and_for_no_other() {
    let page = fs::read_to_string("docs/verify.md").expect("the page of what verify finds");
    let (_, rest) = page.split_once("<!-- mutants -->").expect("where the table begins");
    let (rows, _) = rest.split_once("<!-- end of mutants -->").expect("where it ends");
    let rows: Vec<&str> = rows.lines().filter(|line| line.starts_with('|')).skip(2).collect();
    let all = mutants();
    let names: BTreeSet<&str> = all.iter().map(|mutant| mutant.name.as_str()).collect();
    assert_eq!((names.len(), rows.len()), (all.len(), all.len()), "run `just mutants`");
    for (Mutant { name, file, wrong, .. }, row) in all.iter().zip(rows) {
        let [name, wrong] = [name, wrong].map(|text| text.replace('|', "\\|"));
        assert!(row.starts_with(&format!("| {name} | `{file}` | `{wrong}` | ")), "run `just mutants`: {row}");
        assert!(!row.contains("NOT FOUND") && !row.contains("does not build"), "{row}");
    }
}
