//! Dreams held against themselves and against what is lived.

use crate::scenario::draft::Part;
use crate::scenario::problem::Problems;
use crate::sleep::{Dreams, Labels, Source, Strength};
use crate::task::Params;

const STRENGTH: &str = "night.dreams.hallucinatory";
const NOISE: &str = "night.dreams.noise";
const LABEL: &str = "night.dreams.label";
const SOURCE: &str = "night.dreams.source";

/// Why such dreams cannot be dreamt of a task, if they cannot: the key that says so, and the reason.
pub(in crate::scenario) fn discord(dreams: &Dreams, task: &Params) -> Option<(&'static str, String)> {
    let (noise, strength) = (dreams.noise.name(), dreams.hallucinatory);
    let kind = task.kind();
    let image = task.form().image();
    let generated = dreams.source == Source::Statistics;
    if dreams.noise.needs_image() && image.is_none() {
        return Some((NOISE, format!("{NOISE} is \"{noise}\": it moves images, and task.kind = \"{kind}\" has none")));
    }
    let [width, height] = image.unwrap_or_default();
    let most = width.max(height).saturating_sub(1);
    let refused = |allowed: String| {
        Some((STRENGTH, format!("{STRENGTH} is {strength}: for {NOISE} = \"{noise}\" it must be {allowed}")))
    };
    match dreams.noise.strength() {
        Strength::Share if !(0.0..=1.0).contains(&strength) => return refused("a share from 0 to 1".to_owned()),
        Strength::Pixels if !(strength.fract() == 0.0 && strength <= most as f64) => {
            return refused(format!("a whole number of pixels from 0 to {most}"));
        }
        _ => {}
    }
    if generated && !task.is_classes() {
        return Some((
            SOURCE,
            format!("{SOURCE} is \"statistics\": it needs classes, and task.kind = \"{kind}\" has none"),
        ));
    }
    let none = format!("and {SOURCE} = \"statistics\" has none");
    if generated && dreams.noise.takes_two() {
        return Some((NOISE, format!("{NOISE} is \"{noise}\": it takes two memories, {none}")));
    }
    (generated && dreams.label == Labels::Own)
        .then(|| (LABEL, format!("{LABEL} is \"own\": a net answers to memories, {none}")))
}

pub(super) fn check(main: &Part, dreams: &Dreams, task: &Params, problems: &mut Problems) {
    if let Some((path, why)) = discord(dreams, task).filter(|_| main.sound(&[STRENGTH, NOISE, LABEL, SOURCE])) {
        // A default that does not fit stands where the key is that it does not fit.
        let paths = [path, NOISE, SOURCE];
        problems.add(super::between(main, &paths), path, why);
    }
}
