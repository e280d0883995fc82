//! What the shipped scenarios promise: every claim lived at its registered seeds, and its verdict held against
//! what the text expects. Too long for CI; `just full` runs it. `just book` writes what came out, and a figure
//! of each, into the book of scenarios. `ONEIRO_CLAIMS=twins,moons` lives those alone.

#![expect(clippy::print_stdout, reason = "the table is half of what this test is for")]

#[path = "support/watcher.rs"]
mod watcher;

use oneiro::export::report::write;
use oneiro::lab::Options;
use oneiro::net::Kernel;
use oneiro::scenario::{Scenario, Source, shipped};
use oneiro::study::{Asked, Plan, Store, Study, work};
use std::fs;
use std::path::Path;
use watcher::Silent;

const BOOK: &str = "docs/scenarios.md";

/// What stands in the book between a scenario's two marks.
fn marks(name: &str) -> (String, String) {
    (format!("<!-- study {name} -->\n"), format!("<!-- end {name} -->"))
}

/// Writes what came out into the book, and the figure beside it.
fn enter(name: &str, sentences: &[String], figures: &Path) {
    let figure = ["test-error-claimed.svg", "test-error.svg"].map(|file| figures.join(file));
    let figure = figure.iter().find(|path| path.exists()).expect("a figure of mistakes");
    fs::copy(figure, format!("docs/book/{name}.svg")).expect("can be written");
    let verdicts = sentences.iter().fold(String::new(), |all, sentence| all + "- " + sentence + "\n");
    let command = format!("oneiro study {name} --set study.vary=[] --out S && oneiro report S");
    let command = command.replace(" --set study.vary=[]", if sweeps(name) { " --set 'study.vary=[]'" } else { "" });
    let entry = format!("```sh\n{command}\n```\n\n{verdicts}\n![Mistakes day by day: {name}](book/{name}.svg)\n");
    let text = fs::read_to_string(BOOK).expect("the book");
    let (begin, end) = marks(name);
    let (before, rest) = text.split_once(&begin).unwrap_or_else(|| panic!("{name} is not in the book"));
    let (_, after) = rest.split_once(&end).expect("an end");
    fs::write(BOOK, format!("{before}{begin}{entry}{end}{after}")).expect("can be written");
}

fn sweeps(name: &str) -> bool {
    let scenario = Scenario::load(name, &[]).unwrap_or_else(|error| panic!("{error}"));
    !scenario.spec().vary.is_empty()
}

/// The registered comparisons of a scenario, judged: each sentence, and whether it came out as expected.
fn judged(name: &str) -> Vec<(String, Option<bool>)> {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("s");
    let source = Source::find(name).expect("is shipped");
    // A sweep is described and not tested: the claim is about the scenario as it stands.
    let asked = Asked { set: vec!["study.vary=[]".to_owned()], ..Asked::default() };
    let plan = Plan::new(&source, &asked, "faer").unwrap_or_else(|error| panic!("{name}: {error}"));
    let store = Store::open(&dir, &plan).unwrap_or_else(|error| panic!("{name}: {error}"));
    let options = Options { kernel: Kernel::default(), keyframes: None };
    let jobs = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    work(&store, &plan, options, (jobs, false), &Silent).unwrap_or_else(|error| panic!("{name}: {error}"));
    drop(store);
    let study = Study::open(&dir).unwrap_or_else(|error| panic!("{name}: {error}"));
    let report = write(&study, jobs).unwrap_or_else(|error| panic!("{name}: {error:?}"));
    let judged: Vec<_> = report.judged.iter().map(|judged| (judged.sentence(), judged.met())).collect();
    if std::env::var_os("UPDATE_BOOK").is_some() {
        let sentences: Vec<String> = judged.iter().map(|(sentence, _)| sentence.clone()).collect();
        enter(name, &sentences, &dir.join("figures"));
    }
    judged
}

#[test]
fn every_shipped_claim_says_what_it_expects() {
    for shipped in shipped() {
        let source = Source::find(shipped.name).expect("is shipped");
        let plan = Plan::new(&source, &Asked::default(), "faer").unwrap_or_else(|error| panic!("{error}"));
        assert!(!plan.claims().is_empty(), "{} claims nothing", shipped.name);
        for claim in plan.claims() {
            assert!(claim.expect.is_some(), "{}: {} says nothing of what it expects", shipped.name, claim.measure);
        }
    }
}

#[test]
fn the_book_has_every_shipped_scenario() {
    let text = fs::read_to_string(BOOK).expect("the book");
    for shipped in shipped() {
        let (begin, end) = marks(shipped.name);
        assert!(text.contains(&begin) && text.contains(&end), "{} is not in {BOOK}", shipped.name);
        assert!(Path::new(&format!("docs/book/{}.svg", shipped.name)).exists(), "{} has no figure", shipped.name);
    }
}

#[test]
#[ignore = "minutes: every shipped scenario at 30 seeds or more; just full"]
fn every_shipped_claim_comes_out_as_its_text_says() {
    let (mut missed, asked) = (Vec::new(), std::env::var("ONEIRO_CLAIMS").ok());
    let wanted = |name: &str| asked.as_ref().is_none_or(|asked| asked.split(',').any(|one| one == name));
    for shipped in shipped().iter().filter(|shipped| wanted(shipped.name)) {
        for (sentence, met) in judged(shipped.name) {
            println!("{}: {sentence}", shipped.name);
            if met != Some(true) {
                missed.push(format!("{}: {sentence}", shipped.name));
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
