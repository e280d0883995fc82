//! What the shipped scenarios promise: every claim lived at its registered seeds, and its verdict held against
//! what the text expects. Too long for CI; `just full` runs it.

#![expect(clippy::print_stdout, reason = "the table is half of what this test is for")]

use oneiro::lab::Options;
use oneiro::net::Kernel;
use oneiro::scenario::{Source, shipped};
use oneiro::study::report::Report;
use oneiro::study::{Asked, Event, Plan, Store, Study, Watcher, work};

struct Silent;

impl Watcher for Silent {
    fn stops(&self) -> bool {
        false
    }

    fn tell(&self, event: Event<'_>) {
        assert!(matches!(event, Event::Done), "{event:?}");
    }
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
    let report = Report::read(&study, jobs, |_| (), |()| ()).unwrap_or_else(|error| panic!("{name}: {error}"));
    report.judged.iter().map(|judged| (judged.sentence(), judged.met())).collect()
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
#[ignore = "minutes: every shipped scenario at 30 seeds or more; just full"]
fn every_shipped_claim_comes_out_as_its_text_says() {
    let mut missed = Vec::new();
    for shipped in shipped() {
        for (sentence, met) in judged(shipped.name) {
            println!("{}: {sentence}", shipped.name);
            if met != Some(true) {
                missed.push(format!("{}: {sentence}", shipped.name));
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
