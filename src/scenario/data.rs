//! The data files of a scenario, read once however often it is parsed.

use crate::data::{Answers, Form, Pool};
use crate::read::{self, Asked, Categories, Cells, MOST_CLASSES, Missing, Table, Target, Trouble};
use crate::task::{Content, Data, Reading, Scale, Source};
use ndarray::Array2;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::SystemTime;

/// What makes two readings one and the same: what is asked for, and the files as they stand.
#[derive(Debug, Clone, PartialEq)]
struct Key {
    source: Source,
    scale: Scale,
    reading: Reading,
    files: Vec<(u64, Option<SystemTime>)>,
}

/// What was read and is still in use; the last of it is kept, so that the cells of a study find it.
#[derive(Default)]
struct Shelf {
    known: Vec<(Key, Weak<Content>)>,
    last: Option<Arc<Content>>,
}

static SHELF: Mutex<Shelf> = Mutex::new(Shelf { known: Vec::new(), last: None });

/// A file that is not used, and why.
pub(super) type Failed = (PathBuf, Trouble);

/// Reads the files of a scenario, or finds them read.
pub(super) fn read(source: Source, scale: Scale, reading: &Reading) -> Result<Data, Failed> {
    let key = Key { source, scale, reading: reading.clone(), files: stands(reading) };
    let mut shelf = SHELF.lock().unwrap_or_else(PoisonError::into_inner);
    shelf.known.retain(|(_, content)| content.strong_count() > 0);
    let known = shelf.known.iter().find(|(known, _)| *known == key);
    if let Some(content) = known.and_then(|(_, content)| content.upgrade()) {
        return Ok(Data(content));
    }
    // What was read before goes first, where nobody else needs it.
    shelf.last = None;
    let content = Arc::new(match source {
        Source::Table => table(reading, scale)?,
        Source::Idx => images(reading)?,
        Source::Npz => arrays(reading, scale)?,
    });
    shelf.known.push((key, Arc::downgrade(&content)));
    shelf.last = Some(content.clone());
    Ok(Data(content))
}

/// Length and time of every file. One that cannot be asked is found out when it is read.
fn stands(reading: &Reading) -> Vec<(u64, Option<SystemTime>)> {
    let files =
        [Some(&reading.file), reading.labels.as_ref(), reading.test_file.as_ref(), reading.test_labels.as_ref()];
    let stands = |path: &PathBuf| {
        let metadata = std::fs::metadata(path).ok();
        metadata.map_or((0, None), |metadata| (metadata.len(), metadata.modified().ok()))
    };
    files.into_iter().flatten().map(stands).collect()
}

/// The digest of one file, or of several together.
fn digest(digests: &[read::Digest]) -> String {
    match digests {
        [one] => one.to_hex().to_string(),
        several => {
            let mut hasher = blake3::Hasher::new();
            for digest in several {
                hasher.update(digest.as_bytes());
            }
            hasher.finalize().to_hex().to_string()
        }
    }
}

/// A file that does not fit the other.
fn unlike(path: &Path, what: impl Into<String>) -> Failed {
    (path.to_owned(), Trouble::of(what))
}

fn failed(path: &Path) -> impl Fn(Trouble) -> Failed + '_ {
    |trouble| (path.to_owned(), trouble)
}

fn table(reading: &Reading, scale: Scale) -> Result<Content, Failed> {
    let asked = Asked {
        delimiter: match reading.delimiter.as_str() {
            "tab" => b'\t',
            other => other.bytes().next().unwrap_or(b','),
        },
        header: reading.header,
        target: reading.target.clone(),
        classes: reading.classes,
        columns: reading.columns.clone(),
        categories: if reading.one_hot { Categories::OneHot } else { Categories::Refuse },
        missing: match reading.missing.as_str() {
            "drop" => Missing::Drop,
            "mean" => Missing::Keep,
            _ => Missing::Refuse,
        },
        centred: scale == Scale::Standard,
    };
    let path = &reading.file;
    let mut first = Table::read(path, &asked).map_err(failed(path))?;
    let mut digests = vec![first.digest];
    let mut other = None;
    if let Some(path) = &reading.test_file {
        let mut second = Table::read(path, &asked).map_err(failed(path))?;
        digests.push(second.digest);
        if second.names != first.names {
            return Err(unlike(path, format!("has other columns than {}", shown(&reading.file))));
        }
        for (mut column, (here, there)) in
            second.values.columns_mut().into_iter().zip(second.middles.iter().zip(&first.middles))
        {
            column.mapv_inplace(|value| (f64::from(value) + (here - there)) as f32);
        }
        one_list(&mut first.target, &mut second.target).map_err(|what| unlike(path, what))?;
        first.notes.append(&mut second.notes);
        other = Some(second);
    }
    let form = Form::Row(first.names.into());
    let pool = |values: Array2<f32>, target: Target| {
        let values = if scale == Scale::Pixels { values / 255.0 } else { values };
        Pool { form: form.clone(), raw: values.into_shared(), answers: answers(target) }
    };
    Ok(Content {
        pool: pool(first.values, first.target),
        unseen: other.map(|other| pool(other.values, other.target)),
        digest: digest(&digests),
        asked: first.asked,
        middles: first.middles,
        notes: first.notes,
    })
}

fn shown(path: &Path) -> String {
    super::plain(&path.file_name().unwrap_or_default().to_string_lossy())
}

fn answers(target: Target) -> Answers {
    match target {
        Target::Classes(names, truths) => Answers::Classes { names, truths },
        Target::Values(values) => Answers::Values(values),
    }
}

/// Gives the second target the classes of the first: what is asked must have been there to be learnt.
fn one_list(first: &mut Target, second: &mut Target) -> Result<(), String> {
    let (Target::Classes(names, _), Target::Classes(theirs, truths)) = (first, second) else { return Ok(()) };
    let place = |name: &String| {
        let place = names.iter().position(|known| known == name);
        place.map(|place| place as u8).ok_or_else(|| format!("has the class \"{name}\", which the other file has not"))
    };
    let places = theirs.iter().map(place).collect::<Result<Vec<u8>, _>>()?;
    for truth in truths {
        *truth = places[usize::from(*truth)];
    }
    theirs.clone_from(names);
    Ok(())
}

fn images(reading: &Reading) -> Result<Content, Failed> {
    let mut digests = Vec::new();
    let mut set = |file: &Path, labels: Option<&PathBuf>| {
        let images = read::images(file).map_err(failed(file))?;
        let nowhere = || unlike(file, "has no labels: task.labels names their file");
        let labels_file = labels.ok_or_else(nowhere)?;
        let labels = read::labels(labels_file).map_err(failed(labels_file))?;
        let (n, there) = (images.pixels.nrows(), labels.labels.len());
        if n != there {
            return Err(unlike(labels_file, format!("has {there} labels: {} has {n} images", shown(file))));
        }
        digests.extend([images.digest, labels.digest]);
        Ok((images, whole(labels.labels.into_iter().map(i64::from))))
    };
    let (images, mut target) = set(&reading.file, reading.labels.as_ref())?;
    let mut unseen = None;
    if let Some(file) = &reading.test_file {
        let (other, mut theirs) = set(file, reading.test_labels.as_ref())?;
        if (other.width, other.height) != (images.width, images.height) {
            let [a, b, c, d] = [other.width, other.height, images.width, images.height];
            return Err(unlike(file, format!("has images of {a} × {b} pixels: the others have {c} × {d}")));
        }
        one_list(&mut target, &mut theirs).map_err(|what| unlike(file, what))?;
        unseen = Some((other.pixels, theirs));
    }
    let form = Form::Image { width: images.width, height: images.height };
    let pool =
        |pixels: Array2<f32>, target| Pool { form: form.clone(), raw: pixels.into_shared(), answers: answers(target) };
    Ok(Content {
        pool: pool(images.pixels, target),
        unseen: unseen.map(|(pixels, target)| pool(pixels, target)),
        digest: digest(&digests),
        asked: "the label".to_owned(),
        middles: Vec::new(),
        notes: Vec::new(),
    })
}

/// Whole numbers as classes; there are at most 256 different labels.
fn whole(labels: impl Iterator<Item = i64> + Clone) -> Target {
    let mut different: Vec<i64> = Vec::new();
    for label in labels.clone() {
        if let Err(place) = different.binary_search(&label) {
            different.insert(place, label);
        }
    }
    let place = |label| different.binary_search(&label).unwrap_or(0) as u8;
    let truths = labels.map(place).collect();
    Target::Classes(different.iter().map(ToString::to_string).collect(), truths)
}

fn arrays(reading: &Reading, scale: Scale) -> Result<Content, Failed> {
    let set = |path: &Path| {
        let arrays = read::arrays(path).map_err(failed(path))?;
        let target = target(arrays.y, reading.classes).map_err(|what| unlike(path, what))?;
        Ok((arrays.x, target, arrays.digest))
    };
    let (x, mut asked, first) = set(&reading.file)?;
    let mut digests = vec![first];
    let form = match x.shape[..] {
        [_, height, width] | [_, height, width, _] => Form::Image { width, height },
        [_, width] => Form::Row((1..=width).map(|column| format!("x{column}")).collect()),
        _ => Form::Row(Arc::from(vec!["x".to_owned()])),
    };
    let pool = |path: &Path, x: read::Array, target: Target| {
        let (rows, size) = (x.shape[0], form.size());
        let mut values = x.values;
        if let Some(place) = values.iter().position(|value| !value.is_finite() && reading.missing != "mean") {
            let (row, column) = (place / size, place % size);
            return Err(unlike(path, format!("x is {} in row {row}, column {column}, from 0", values[place])));
        }
        if scale == Scale::Pixels {
            values.iter_mut().for_each(|value| *value /= 255.0);
        }
        let raw = Array2::from_shape_vec((rows, size), values);
        let raw = raw.map_err(|_| unlike(path, "x has another number of values than it says"))?;
        Ok(Pool { form: form.clone(), raw: raw.into_shared(), answers: answers(target) })
    };
    let mut unseen = None;
    if let Some(path) = &reading.test_file {
        let (other, mut theirs, second) = set(path)?;
        if other.shape[1..] != x.shape[1..] {
            return Err(unlike(path, "has rows of another shape than the other file"));
        }
        one_list(&mut asked, &mut theirs).map_err(|what| unlike(path, what))?;
        digests.push(second);
        unseen = Some(pool(path, other, theirs)?);
    }
    Ok(Content {
        pool: pool(&reading.file, x, asked)?,
        unseen,
        digest: digest(&digests),
        asked: "y".to_owned(),
        middles: Vec::new(),
        notes: Vec::new(),
    })
}

/// The answers of an archive as they are asked for.
fn target(y: Cells, classes: bool) -> Result<Target, String> {
    let many =
        || format!("y has more than {MOST_CLASSES} different answers: task.answers = \"values\" asks for numbers");
    match y {
        Cells::Words(names, truths) if classes => {
            let mut order: Vec<usize> = (0..names.len()).collect();
            order.sort_by(|a, b| names[*a].cmp(&names[*b]));
            let mut place = vec![0; names.len()];
            order.iter().enumerate().for_each(|(new, old)| place[*old] = new as u8);
            let truths = truths.into_iter().map(|truth| place[usize::from(truth)]).collect();
            Ok(Target::Classes(order.into_iter().map(|old| names[old].clone()).collect(), truths))
        }
        Cells::Words(..) => Err("y holds words: task.answers = \"classes\" takes them".to_owned()),
        Cells::Whole(labels) if classes => {
            if more_than(labels.iter().copied(), MOST_CLASSES) {
                Err(many())
            } else {
                Ok(whole(labels.into_iter()))
            }
        }
        Cells::Whole(values) => Ok(Target::Values(values.into_iter().map(|value| value as f32).collect())),
        Cells::Numbers(values) => {
            if let Some(place) = values.iter().position(|value| !(value.abs() <= 1e30)) {
                return Err(format!("y is {} in row {place}, from 0", values[place]));
            }
            if !classes {
                return Ok(Target::Values(values.into_iter().map(|value| value as f32).collect()));
            }
            if let Some(place) = values.iter().position(|value| value.fract() != 0.0) {
                let message = format!("y is {} in row {place}, from 0: classes are whole numbers", values[place]);
                return Err(format!("{message}, and task.answers = \"values\" asks for numbers"));
            }
            let labels = values.iter().map(|value| *value as i64);
            if more_than(labels.clone(), MOST_CLASSES) { Err(many()) } else { Ok(whole(labels)) }
        }
    }
}

/// Whether there are more different ones than this.
fn more_than(labels: impl Iterator<Item = i64>, most: usize) -> bool {
    let mut different = std::collections::BTreeSet::new();
    for label in labels {
        different.insert(label);
        if different.len() > most {
            return true;
        }
    }
    false
}
