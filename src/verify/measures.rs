//! What is measured of a life, worked out again in double precision from its weights and its answers.

use super::{Allowed, Finding, nets::SEED};
use crate::arm::Phase;
use crate::data::Examples;
use crate::lab::{Lab, Options};
use crate::record::Measure;
use crate::scenario::Scenario;
use ndarray::{Array1, Array2};

/// Three days of a small lab, one in three taught wrong.
fn lab() -> Option<Lab> {
    let text = format!(
        "format = 1\ndays = 3\nseed = {SEED}\n[task]\nkind = \"digits\"\ntrain = 100\ntest = 300\nlabel_noise = 0.3\n\
         [night]\nsteps = 50\n[arms]\nlive = [\"sleep\"]\n[measure]\nevery = 1000000\n"
    );
    let scenario = Scenario::parse(&text, "verify.toml", "verify", &[]).ok()?;
    Some(Lab::new(&scenario, Options::default()))
}

/// Probabilities that the net gives to each class of each example.
fn answers(lab: &Lab, examples: &Examples) -> Array2<f64> {
    let values: Vec<f32> = examples.raw.values().collect();
    let raw = Array2::from_shape_vec((examples.len(), examples.raw.width()), values).unwrap_or_default();
    lab.answers(0, raw.view()).mapv(f64::from)
}

fn said(answers: &Array2<f64>) -> Vec<u8> {
    let most = |row: ndarray::ArrayView1<'_, f64>| {
        let best = row
            .iter()
            .enumerate()
            .fold((0, f64::MIN), |best, one| if *one.1 > best.1 { (one.0, *one.1) } else { best });
        best.0 as u8
    };
    answers.rows().into_iter().map(most).collect()
}

fn share(items: impl Iterator<Item = bool>) -> f64 {
    let (yes, all) = items.fold((0.0, 0.0), |(yes, all), item| (yes + f64::from(u8::from(item)), all + 1.0));
    yes / all
}

pub(super) fn findings() -> Vec<Finding> {
    let Some(mut lab) = lab() else { return Vec::new() };
    // What was believed on the last evening, for what the night forgets.
    let mut evening = Vec::new();
    while !lab.ended() {
        lab.tick();
        let clock = lab.clock();
        if (clock.day, clock.phase, clock.tick) == (3, Phase::Day, clock.length) {
            evening = said(&answers(&lab, &lab.world().train));
        }
    }
    let measured = |measure: Measure| lab.history().tracks()[0].column(measure).last().copied().unwrap_or(f64::NAN);
    let mut found = Vec::new();
    let mut row = |what: &str, measure: Measure, expected: f64, tolerance: f64, reason: &str| {
        found.push(Finding::new(what, Allowed::Near(expected, tolerance * expected.abs()), measured(measure), reason));
    };
    let matrices: Vec<Array2<f64>> = (0..lab.layers()).map(|layer| lab.weights(0, layer).mapv(f64::from)).collect();
    let over = |of: &dyn Fn(f64) -> f64| matrices.iter().flatten().map(|weight| of(*weight)).sum::<f64>();
    let weights = "over the weights of the last morning";
    row("Σ|w|", Measure::WeightAbs, over(&f64::abs), 1e-6, weights);
    row("Σw", Measure::WeightSum, over(&|weight| weight), 1e-6, weights);
    row("√Σw²", Measure::WeightL2, over(&|weight| weight * weight).sqrt(), 1e-6, weights);
    let rank = matrices.iter().map(stable_rank).sum::<f64>() / matrices.len() as f64;
    row(
        "stable rank, mean of the layers",
        Measure::StableRank,
        rank,
        0.01,
        "‖W‖²_F/‖W‖²₂ by 1 000 rounds of power iteration, and by 32",
    );

    let (train, test) = (&lab.world().train, &lab.world().test);
    let (given, asked) = (said(&answers(&lab, train)), answers(&lab, test));
    let counted = "counted from its answers";
    let (truths, lies) =
        (|place: &usize| !train.labels[*place].is_lie(), |place: &usize| train.labels[*place].is_lie());
    let all = || 0..train.len();
    let repeats = |answers: &[u8], place: usize| answers[place] == train.labels[place].given;
    row(
        "mistakes on the test",
        Measure::TestError,
        share(said(&asked).iter().zip(&test.labels).map(|(said, label)| *said != label.truth)),
        1e-9,
        counted,
    );
    row(
        "mistakes on what was lived, as taught",
        Measure::TrainError,
        share(all().map(|place| !repeats(&given, place))),
        1e-9,
        counted,
    );
    row(
        "lies believed",
        Measure::LiesBelieved,
        share(all().filter(lies).map(|place| repeats(&given, place))),
        1e-9,
        counted,
    );
    row(
        "truths known",
        Measure::TruthsKnown,
        share(all().filter(truths).map(|place| repeats(&given, place))),
        1e-9,
        counted,
    );
    let believed = all().filter(lies).filter(|place| repeats(&evening, *place));
    row(
        "lies forgotten by the last night",
        Measure::LiesForgotten,
        share(believed.map(|place| !repeats(&given, place))),
        1e-9,
        counted,
    );

    let surprise = asked.rows().into_iter().zip(&test.labels).map(|(row, label)| -row[usize::from(label.truth)].ln());
    row(
        "log loss",
        Measure::LogLoss,
        surprise.sum::<f64>() / test.len() as f64,
        1e-5,
        "mean −ln p of the true class; p in f32",
    );
    row(
        "calibration error, 15 bins",
        Measure::Calibration,
        calibration(&asked, test),
        1e-4,
        "Guo et al. 2017; p in f32",
    );
    found
}

/// Σ over 15 equal bins of confidence of |confidence − share right|, weighted by what is in each.
fn calibration(answers: &Array2<f64>, test: &Examples) -> f64 {
    let mut gaps = [0.0_f64; 15];
    for ((row, said), label) in answers.rows().into_iter().zip(said(answers)).zip(&test.labels) {
        let sure = row[usize::from(said)];
        gaps[((sure * 15.0) as usize).min(14)] += sure - f64::from(u8::from(said == label.truth));
    }
    gaps.iter().map(|gap| gap.abs()).sum::<f64>() / test.len() as f64
}

fn stable_rank(weights: &Array2<f64>) -> f64 {
    let mut direction = Array1::from_shape_fn(weights.ncols(), |place| 1.0 + (place as f64).sin());
    let mut largest = 0.0;
    for _ in 0..1000 {
        let image = weights.t().dot(&weights.dot(&direction));
        largest = image.dot(&image).sqrt() / direction.dot(&direction).sqrt();
        direction = &image / image.dot(&image).sqrt();
    }
    weights.iter().map(|weight| weight * weight).sum::<f64>() / largest
}
