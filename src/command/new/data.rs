//! A scenario for a file of somebody's own data, with what was guessed in its comments.

use super::Error;
use crate::read::{self, Cells, Column, Kind, Sniffed, Trouble};
use crate::scenario::{self, Place, Problem, Scenario, plain};
use crate::task::{Own, Params};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Names that columns of answers often have.
const ANSWERS: [&str; 12] = [
    "target",
    "label",
    "class",
    "species",
    "category",
    "outcome",
    "answer",
    "y",
    "diagnosis",
    "quality",
    "type",
    "result",
];

/// Different whole numbers that are still taken for classes.
const CLASSES: usize = 20;

/// How a text that nobody has seen is named.
const DRAFT: &str = "the draft";

/// The text of a scenario that `oneiro check` accepts.
pub(super) fn scenario(name: &str, data: &Path) -> Result<String, Error> {
    let failed = |trouble| refused(data, trouble);
    let task = match read::kind(data).map_err(failed)? {
        Kind::Idx(dimensions) => images(data, dimensions)?,
        Kind::Npz => arrays(data).map_err(failed)?,
        Kind::Text => table(data, &read::sniff(data).map_err(failed)?),
        Kind::Npy => return Err(failed(Trouble::of("is one array: an archive (.npz) of x and y is needed"))),
        Kind::Other => return Err(failed(Trouble::of("is neither a table in UTF-8, nor IDX, nor .npz"))),
    };
    let draft = format!("[task]\n{task}");
    let label = plain(&data.to_string_lossy());
    let checked = Scenario::parse(&draft, DRAFT, name, &[]).map_err(|error| unfit(&label, error))?;
    let Params::Own(own) = &checked.spec().task else {
        return Err(failed(Trouble::of("is no file of data")));
    };
    let text = written(name, &task, own, checked.notes());
    // Not a word is handed out that is not accepted.
    Scenario::parse(&text, &label, name, &[])?;
    Ok(text)
}

/// Why no scenario can be made of a file. Nobody has seen the draft: a line of it says nothing.
fn unfit(label: &str, error: scenario::Error) -> Error {
    let scenario::Error::Refused(problems) = error else { return error.into() };
    let line = |problem: &Problem| match &problem.place {
        Place::File { label: drafted, .. } if drafted == DRAFT => format!("{label}: {}", problem.message),
        _ => problem.to_string(),
    };
    Error::Misused(problems.iter().map(line).collect::<Vec<_>>().join("\n"))
}

/// A file that is not used, in the words of a scenario that is refused: told and misused.
fn refused(path: &Path, trouble: Trouble) -> Error {
    match trouble {
        Trouble::Unread(cause) => Error::file(path, cause),
        Trouble::Refused(findings) => {
            let name = plain(&path.to_string_lossy());
            let lines = findings.into_iter().map(|finding| match finding.at {
                Some((line, column)) => format!("{name}:{line}:{column}: {}", finding.what),
                None => format!("{name}: {}", finding.what),
            });
            Error::Misused(lines.collect::<Vec<_>>().join("\n"))
        }
    }
}

/// A path as the new scenario says it: from the current folder, in which it is written, or whole.
fn said(path: &Path) -> String {
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    let said = whole.strip_prefix(here).map_or(whole.clone(), Path::to_path_buf);
    toml::Value::from(said.to_string_lossy().into_owned()).to_string()
}

fn images(images: &Path, dimensions: u8) -> Result<String, Error> {
    if dimensions == 1 {
        return Err(refused(images, Trouble::of("holds labels: name the file of the images, and these are found")));
    }
    let Some(labels) = labels_of(images) else {
        let what = "its labels are not beside it: they are looked for by the same name with labels for images, and idx1 for idx3";
        return Err(refused(images, Trouble::of(what)));
    };
    let mut task = format!("kind = \"idx\"\nfile = {}\nlabels = {}\n", said(images), said(&labels));
    // MNIST names its two halves so.
    let test = renamed(images, &[("train", "t10k")]).or_else(|| renamed(images, &[("train", "test")]));
    if let Some((test, labels)) = test.and_then(|test| Some((test.clone(), labels_of(&test)?))) {
        let _ = write!(task, "test_file = {}\ntest_labels = {}\n", said(&test), said(&labels));
    }
    task.push_str(
        "label_noise = 0.0        # 0.3 has three in ten taught wrong: what sleep then forgets is worth seeing\n",
    );
    Ok(task)
}

fn labels_of(images: &Path) -> Option<PathBuf> {
    renamed(images, &[("images", "labels"), ("idx3", "idx1")])
}

/// The file beside another whose name differs by these words, if it is there.
fn renamed(path: &Path, words: &[(&str, &str)]) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let other = words.iter().fold(name.to_owned(), |name, (from, to)| name.replace(from, to));
    let there = |name: &str| Some(path.with_file_name(name)).filter(|path| path.is_file());
    let unpacked = other.strip_suffix(".gz").map_or_else(|| format!("{other}.gz"), str::to_owned);
    (other != name).then(|| there(&other).or_else(|| there(&unpacked))).flatten()
}

fn arrays(path: &Path) -> Result<String, Trouble> {
    let read::Arrays { x, y, .. } = read::arrays(path)?;
    let few = |different: &mut dyn Iterator<Item = i64>| {
        different.collect::<std::collections::BTreeSet<_>>().len() <= read::MOST_CLASSES
    };
    let (classes, why) = match &y {
        Cells::Words(words, _) => (true, format!("y holds {} different words", words.len())),
        Cells::Whole(values) if few(&mut values.iter().copied()) => (true, "y holds whole numbers".to_owned()),
        Cells::Whole(_) => (false, "y holds many different whole numbers".to_owned()),
        Cells::Numbers(values) => {
            let whole = values.iter().all(|value| value.fract() == 0.0);
            let few = whole && few(&mut values.iter().map(|value| *value as i64));
            (few, if few { "y holds few numbers, all whole" } else { "y holds numbers" }.to_owned())
        }
    };
    let answers = if classes { "classes" } else { "values" };
    let mut task = format!("kind = \"npz\"\nfile = {}\n", said(path));
    let _ = writeln!(task, "answers = \"{answers}\"      # guessed: {why}");
    if x.is_bytes {
        task.push_str("scale = \"pixels\"         # guessed: x holds bytes\n");
    }
    if x.values.iter().any(|value| value.is_nan()) {
        task.push_str("missing = \"mean\"         # x has NaN: the training set's mean stands for it\n");
    }
    if classes {
        task.push_str("label_noise = 0.0        # 0.3 has three in ten taught wrong\n");
    }
    Ok(task)
}

fn table(path: &Path, sniffed: &Sniffed) -> String {
    let columns = &sniffed.survey.columns;
    let target = target(columns);
    let asked = &columns[target];
    let classes = is_class(asked);
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let mut task = format!("kind = \"table\"\nfile = {}\n", said(path));
    let (seen, delimiter) = match sniffed.delimiter {
        b'\t' => ("tabs", "tab"),
        b';' => ("semicolons", ";"),
        b'|' => ("bars", "|"),
        _ => ("commas", ","),
    };
    let _ = writeln!(task, "delimiter = \"{delimiter}\"          # seen: {seen} between {} columns", columns.len());
    let first =
        if sniffed.header { "the first line names the columns" } else { "the first line is a row like the others" };
    let _ = writeln!(task, "header = {}            # guessed: {first}", sniffed.header);
    let why = match () {
        () if ANSWERS.contains(&asked.name.to_lowercase().as_str()) => "by its name",
        () if target + 1 == columns.len() => "the last column",
        () => "the last column that could be",
    };
    let what = if classes {
        format!("{} different answers", asked.distinct.len())
    } else {
        format!("numbers from {} to {}", asked.low, asked.high)
    };
    let _ = writeln!(task, "target = {}     # guessed: {why}; {what}", quoted(&asked.name));
    let _ = writeln!(task, "answers = \"{}\"", if classes { "classes" } else { "values" });
    let others = || columns.iter().enumerate().filter(|(index, _)| *index != target).map(|(_, column)| column);
    let used: Vec<&Column> = others().filter(|column| !is_name(column, sniffed.survey.rows)).collect();
    if used.len() < others().count() && !used.is_empty() {
        let left: Vec<String> =
            others().filter(|column| !used.contains(column)).map(|column| plain(&column.name)).collect();
        let names: Vec<String> = used.iter().map(|column| quoted(&column.name)).collect();
        let _ = writeln!(task, "# Left out, since nearly every row has a word of its own there: {}", left.join(", "));
        let _ = writeln!(task, "columns = [{}]", names.join(", "));
    }
    let words: Vec<String> = used.iter().filter(|column| is_words(column)).map(|column| plain(&column.name)).collect();
    if !words.is_empty() {
        let _ =
            writeln!(task, "categories = \"one-hot\"   # words, each of which becomes a column: {}", words.join(", "));
    }
    let missing: u64 = used.iter().chain([&asked]).map(|column| column.missing).sum();
    if missing > 0 {
        let _ = writeln!(
            task,
            "missing = \"mean\"         # {missing} cells are empty: the training set's mean stands there; or \"drop\""
        );
    }
    if classes {
        task.push_str(
            "label_noise = 0.0        # 0.3 has three in ten taught wrong: what sleep then forgets is worth seeing\n",
        );
    }
    task
}

/// The column that is probably asked: by its name, else the last that could be.
fn target(columns: &[Column]) -> usize {
    let could = |column: &Column| !column.is_constant() && (column.words == 0 || !column.is_various());
    let named = |column: &Column| ANSWERS.contains(&column.name.to_lowercase().as_str());
    columns
        .iter()
        .rposition(|column| named(column) && could(column))
        .or_else(|| columns.iter().rposition(could))
        .unwrap_or(columns.len().saturating_sub(1))
}

/// Whether a column's cells are words; a few among many numbers are mistakes.
const fn is_words(column: &Column) -> bool {
    column.words > 0 && column.words * 9 >= column.numbers
}

fn is_class(column: &Column) -> bool {
    is_words(column) || (column.is_whole && !column.is_various() && column.distinct.len() <= CLASSES)
}

/// Whether a column names its rows rather than telling something about them.
fn is_name(column: &Column, rows: usize) -> bool {
    is_words(column) && (column.is_various() || column.distinct.len() > CLASSES.max(rows / 4))
}

/// The whole file.
fn written(name: &str, task: &str, own: &Own, notes: &[String]) -> String {
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let (pool, schedule) = (own.pool(), own.schedule);
    let file = plain(&own.reading.file.file_name().unwrap_or_default().to_string_lossy());
    let (inputs, outputs) = (pool.form.size(), pool.classes().len().max(1));
    let what = if own.reading.classes {
        let names: Vec<String> = pool.classes().iter().take(6).map(|class| plain(class)).collect();
        let more = if pool.classes().len() > 6 { ", …" } else { "" };
        format!("which of {outputs} classes each is ({}{more})", names.join(", "))
    } else {
        "a number for each".to_owned()
    };
    let about = format!("A net studies {} of the {} rows of {file} and is asked {what}.", schedule.train, pool.len());
    let hidden = (2 * (inputs + outputs)).next_power_of_two().clamp(8, 64);
    let mut text = format!("# oneiro run {name}.toml · every key is explained by `oneiro schema`\nformat = 1\n");
    let _ = write!(text, "title = {}\nabout = {}\n", quoted(name), quoted(&about));
    let look_for = "Whether the sleeper's mistakes on unseen rows stay below those of the twin that stays up.";
    let _ = write!(text, "look_for = {}\nseed = 1\ndays = 20\n\n", quoted(look_for));
    for note in notes {
        let _ = writeln!(text, "# Note: {}.", plain(note));
    }
    let _ = write!(text, "[task]\n{task}");
    let there =
        own.data.0.unseen.as_ref().map_or_else(String::new, |unseen| format!(", and {} of another file", unseen.len()));
    let _ =
        writeln!(text, "train = {}              # of {}{there}; drawn anew for every seed", schedule.train, pool.len());
    let _ = write!(text, "validation = {}\ntest = {}\n", own.validation, own.test);
    text.push_str("days = \"rotating\"        # a fifth a day, in turn; \"fixed\" = all every day\n");
    let _ = write!(text, "\n[net]\nhidden = [{hidden}]             # {inputs} inputs, {outputs} outputs\n");
    text.push_str("\n[day]\nsteps = 100\nbatch = 20\nlearning_rate = 0.1\n");
    text.push_str("\n[night]\nsteps = 100\n\n[night.downscale]\namount = 0.1\n");
    text.push_str("\n[night.dreams]\nhallucinatory = 0.3      # noise, in standard deviations of a column (of images: of full brightness)\n");
    text.push_str("\n[arms]\nlive = [\"sleep\", \"awake\"]\n");
    text
}
