//! Short lives of every kind, to be walked through.

use oneiro::arm::Arm;
use oneiro::scenario::Scenario;

use crate::files;

/// Every arm that this night can have, in a life of three short days.
fn scenario(rule: &str, live: &str, momentum: f64, priority: f64, days: &str) -> Scenario {
    made(rule, live, (momentum, priority), days, ["", "", ""])
}

/// The same with more keys of the night and its memory.
fn worldly(rule: &str, live: &str, momentum: f64, priority: f64, days: &str, more: &str) -> Scenario {
    let (night, memory) = more.split_once('|').unwrap_or(("", ""));
    made(rule, live, (momentum, priority), days, [night, memory, ""])
}

/// The same with dreams of another kind.
fn dreaming(rule: &str, live: &str, momentum: f64, priority: f64, days: &str, dreams: &str) -> Scenario {
    made(rule, live, (momentum, priority), days, ["", "", dreams])
}

fn made(rule: &str, live: &str, (momentum, priority): (f64, f64), days: &str, more: [&str; 3]) -> Scenario {
    read(&written(rule, live, (momentum, priority), days, more))
}

/// Nights in spikes, by a net without biases.
fn spiking(live: &str, momentum: f64, days: &str, src: &str) -> Scenario {
    let text = written("uniform", live, (momentum, 0.0), days, ["", "", ""]);
    let net = "hidden = [5, 4]\nactivation = \"relu\"\nbias = false";
    let text = text.replace("hidden = [5, 4]", net);
    let text = text.replace("[night.memory]", &format!("[night.src]\n{src}\n[night.memory]"));
    let patches = days.contains("patches");
    read(&if patches { text.replace("validation = 5\ntest = 10\nlabel_noise = 0.3\n", "") } else { text })
}

fn read(text: &str) -> Scenario {
    Scenario::parse(text, "walk.toml", "walk", &[]).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn written(rule: &str, live: &str, (momentum, priority): (f64, f64), days: &str, more: [&str; 3]) -> String {
    let [night, memory, dreams] = more;
    let strength = if dreams.contains("shift") { 1.0 } else { 0.1 };
    let task = if days.contains("kind") { "" } else { "kind = \"digits\"" };
    format!(
        "format = 1\ndays = 3\n[task]\n{task}\nvalidation = 5\ntest = 10\nlabel_noise = 0.3\n\
         {days}\n[net]\nhidden = [5, 4]\n[day]\nsteps = 6\nbatch = 4\nmomentum = {momentum:?}\n[night]\ncycles = 2\n\
         steps = 7\n{night}\n[night.downscale]\nrule = \"{rule}\"\n[night.memory]\npriority = {priority:?}\n{memory}\n\
         [night.dreams]\n{dreams}\n[arms]\nlive = [{live}]\n[measure]\nevery = 3\n[[event]]\nday = 2\ntick = 2\nnap = 3\n\
         [[event]]\nday = 3\nphase = \"night\"\ntick = 1\nset = {{ \"night.dreams.hallucinatory\" = {strength:?} }}\n"
    )
}

/// Nights in which everybody fires now and then.
const SPIKES: &str = "thresholds = [0.9, 0.5, 0.4]\nsteps = 150\ngrowth = 40\nincrement = 0.01";

/// Patterns that a Hopfield net stores: where it dreams slowly, and where numbers grow beyond all bounds.
fn recalling(live: &str, days: &str, rate: f64) -> Scenario {
    let text = format!(
        "days = 3\n[task]\nkind = \"hopfield\"\nneurons = 20\nvalidation = 3\ntest = 12\n{days}\n[day]\nsteps = 6\n\
         batch = 4\n[night]\nsteps = 7\n[night.dreams]\nrate = {rate:?}\n[arms]\nlive = [{live}]\n[measure]\n\
         every = 3\ncorruption = 0.5\n[[event]]\nday = 2\ntick = 2\nnap = 3\n[[event]]\nday = 3\nphase = \"night\"\n\
         tick = 1\nset = {{ \"night.dreams.rate\" = 40.0 }}\n"
    );
    Scenario::parse(&text, "walk.toml", "walk", &[]).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Short lives of every kind.
#[expect(clippy::too_many_lines, reason = "it is a list")]
pub fn scenarios() -> Vec<Scenario> {
    let rotating = "train = 20\ndays = \"rotating\"\nper_day = 8";
    // Nobody is of the last lesson but by chance, so that some days are empty.
    let lessons = "days = \"lessons\"\nlessons = [[0, 1, 2], [3, 4, 5, 6], [9]]";
    let stream = "days = \"stream\"\nper_day = 6";
    let moons = "kind = \"plane\"\ntrain = 20\ndays = \"rotating\"\nper_day = 7";
    let rings = "kind = \"plane\"\nshape = \"rings\"\nclasses = 3\nnoise = 0.1\ndays = \"stream\"\nper_day = 6";
    let see = "kind = \"tetris\"\ntrain = 20\nretina = 5\ndays = \"rotating\"\nper_day = 7";
    let play = "kind = \"tetris\"\nlesson = \"play\"\npieces = \"uniform\"\ndays = \"stream\"\nper_day = 6";
    let pieces =
        "kind = \"tetris\"\ntrain = 30\ndays = \"lessons\"\nlessons = [[0, 1, 2, 3], [5], [3, 2, 1, 0]]\nper_day = 6";
    let [table, images, labels] = files::few();
    let table = format!(
        "kind = \"table\"\nfile = '{}'\ncategories = \"one-hot\"\nmissing = \"mean\"\ntrain = 20",
        table.display()
    );
    let images = format!(
        "kind = \"idx\"\nfile = '{}'\nlabels = '{}'\ntrain = 20\ndrift = \"inputs\"",
        images.display(),
        labels.display()
    );
    // Nights in spikes, and their control, need nets without biases; a dose is spread of Gaussian noise alone.
    let written = |arm: &Arm| format!("\"{}\"", arm.name());
    let all: Vec<String> =
        Arm::ALL.iter().filter(|arm| !matches!(arm, Arm::Src | Arm::Equalise)).map(written).collect();
    let most: Vec<String> = all.iter().filter(|name| **name != written(&Arm::Matched)).cloned().collect();
    let patches = "kind = \"patches\"\ndays = \"lessons\"\nlessons = [[0, 1], [2, 3]]";
    vec![
        spiking("\"src\", \"equalise\", \"sleep\"", 0.0, &format!("train = 40\n{lessons}"), SPIKES),
        spiking("\"src\", \"awake\"", 0.5, stream, "thresholds = [0.4]\nsteps = 9\nwindow = 3\nrate = 2"),
        spiking("\"src\", \"equalise\"", 0.0, patches, &format!("{SPIKES}\ngain = \"chain\"")),
        scenario("uniform", &all.join(", "), 0.0, 0.0, rotating),
        scenario("uniform", "\"sleep\", \"awake\"", 0.0, 0.0, rotating),
        scenario("uniform", "\"sleep\", \"interleaved\"", 0.5, 0.0, "train = 20"),
        scenario("set-point", "\"sleep\", \"insomnia\"", 0.0, 0.0, "train = 20"),
        scenario("none", "\"recipe\", \"decay\", \"noise\"", 0.5, 0.0, rotating),
        scenario("uniform", "\"sleep\", \"replay\", \"dreams\"", 0.0, 0.7, stream),
        scenario("set-point", "\"sleep\", \"decay\", \"interleaved\", \"recipe\"", 0.5, 0.0, rotating),
        scenario("set-point", "\"interleaved\"", 0.0, 0.7, "train = 20"),
        scenario("uniform", "\"insomnia\", \"noise\", \"shuffled\"", 0.5, 0.7, stream),
        scenario("uniform", "\"shrink+perturb\", \"shuffled\"", 0.5, 0.0, rotating),
        worldly("uniform", &all.join(", "), 0.0, 0.0, stream, "|capacity = 4\nreservoir = 5\nremote = 0.6"),
        worldly("uniform", &all.join(", "), 0.5, 0.0, rotating, "missed = 2|"),
        scenario("uniform", &all.join(", "), 0.0, 0.0, &format!("train = 40\n{lessons}\nper_day = 7")),
        worldly(
            "set-point",
            "\"sleep\", \"insomnia\", \"interleaved\"",
            0.0,
            0.7,
            &format!("train = 30\n{lessons}\ndrift = \"labels\""),
            "missed = 2|capacity = 5\nreservoir = 6\nremote = 0.5",
        ),
        scenario("uniform", "\"sleep\", \"noise\"", 0.0, 0.7, &format!("{stream}\ndrift = \"inputs\"\ndrift_day = 3")),
        scenario("uniform", &all.join(", "), 0.5, 0.0, &format!("{rotating}\ndrift = \"labels\"\ndrift_day = 3")),
        worldly(
            "set-point",
            "\"sleep\", \"interleaved\", \"decay\"",
            0.0,
            0.7,
            rotating,
            "missed = 3|reservoir = 6\nremote = 0.5",
        ),
        dreaming("uniform", &most.join(", "), 0.0, 0.0, rotating, "label = \"own\"\nnarrative = 3\nnoise = \"blend\""),
        dreaming(
            "set-point",
            "\"sleep\", \"interleaved\", \"decay\"",
            0.5,
            0.7,
            rotating,
            "label = \"own\"\nnoise = \"mix\"",
        ),
        dreaming(
            "uniform",
            "\"shuffled\", \"recipe\"",
            0.0,
            0.0,
            stream,
            "label = \"own\"\nnoise = \"flip\"\nsparse = 0.2\npatch = 3",
        ),
        dreaming(
            "uniform",
            "\"sleep\", \"noise\", \"recipe\"",
            0.0,
            0.7,
            rotating,
            "source = \"statistics\"\nnoise = \"occlude\"",
        ),
        dreaming(
            "uniform",
            "\"sleep\", \"insomnia\"",
            0.0,
            0.0,
            rotating,
            "noise = \"shift\"\nhallucinatory = 1\nnarrative = 2",
        ),
        dreaming("none", "\"sleep\", \"interleaved\"", 0.0, 0.0, stream, "noise = \"salt-pepper\"\nnarrative = 5"),
        scenario("uniform", &all.join(", "), 0.0, 0.0, moons),
        scenario("set-point", "\"sleep\", \"interleaved\"", 0.5, 0.7, rings),
        scenario("uniform", &all.join(", "), 0.0, 0.0, see),
        scenario("uniform", "\"sleep\", \"interleaved\", \"insomnia\"", 0.5, 0.7, play),
        scenario("set-point", "\"sleep\", \"noise\"", 0.0, 0.0, pieces),
        scenario("activity", "\"sleep\", \"interleaved\", \"replay\"", 0.5, 0.7, rotating),
        scenario("proportional", "\"decay\", \"sleep\"", 0.5, 0.0, stream),
        scenario("protected", "\"sleep\", \"recipe\"", 0.0, 0.0, rotating),
        scenario("birth", "\"downscale\", \"interleaved\"", 0.5, 0.0, "train = 20"),
        scenario("set-point", "\"matched\", \"sleep\"", 0.5, 0.7, rotating),
        scenario("prune", "\"sleep\", \"decay\"", 0.0, 0.7, rotating),
        recalling("\"all\"", "train = 12\ndays = \"rotating\"\nper_day = 4", 0.1),
        recalling("\"sleep\", \"awake\"", "days = \"stream\"\nper_day = 5", 0.5),
        recalling("\"dreams\"", "train = 9\ndays = \"lessons\"\nlessons = [[0, 3, 4], [8, 1]]", 0.9),
        scenario(
            "uniform",
            &all.join(", "),
            0.0,
            0.0,
            &format!("{table}\ndays = \"lessons\"\nlessons = [[0, 1], [2]]"),
        ),
        dreaming("set-point", "\"sleep\", \"interleaved\"", 0.5, 0.7, &images, "label = \"own\"\nnoise = \"mix\""),
    ]
}
