//! Share codes: a session in one line that can be pasted.
//!
//! A code names a shipped scenario, says what differs from it, every event, where it stood, the kernel, and the
//! first 32 bits of the trace hash at every phase boundary and there. Its own checksum refuses a single
//! character that was changed.

use std::fmt::Write as _;
use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use super::Session;
use crate::lab::{Lab, Options};
use crate::net::Kernel;
use crate::scenario::{Event, Override, Saved, Scenario, plain, shipped};

/// What every code begins with.
pub const PREFIX: &str = "oneiro:";

/// Characters of the longest code: a file is better from there on.
pub const LONGEST: usize = 1024;

/// The version of the format.
const FORMAT: u8 = 1;

/// Bytes of the checksum.
const SUM: usize = 8;

/// Bytes that the text of a code may have.
const MOST_TEXT: usize = 1 << 16;

/// Who multiplied matrices, so far as the last bits depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Multiplier {
    /// The same bytes on every machine.
    Portable,
    /// faer, with the instructions that it found: their number below.
    Faer(u8),
}

impl Multiplier {
    /// That of a kernel on this machine.
    #[must_use]
    pub fn here(kernel: Kernel) -> Self {
        match kernel {
            Kernel::Portable => Self::Portable,
            Kernel::Faer => Self::Faer(instructions()),
        }
    }

    /// The kernel.
    #[must_use]
    pub const fn kernel(self) -> Kernel {
        match self {
            Self::Portable => Kernel::Portable,
            Self::Faer(_) => Kernel::Faer,
        }
    }

    const fn byte(self) -> u8 {
        match self {
            Self::Portable => 0,
            Self::Faer(instructions) => instructions,
        }
    }

    const fn from_byte(byte: u8) -> Option<Self> {
        match byte {
            0 => Some(Self::Portable),
            1..=4 => Some(Self::Faer(byte)),
            _ => None,
        }
    }
}

impl std::fmt::Display for Multiplier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Portable => "the portable kernel",
            Self::Faer(4) => "faer on ARM",
            Self::Faer(3) => "faer with AVX-512",
            Self::Faer(2) => "faer with AVX2",
            Self::Faer(_) => "faer without vector instructions it knows",
        })
    }
}

/// Which instructions faer finds here.
fn instructions() -> u8 {
    #[cfg(target_arch = "x86_64")]
    {
        if std::arch::is_x86_feature_detected!("avx512f") {
            return 3;
        }
        if std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma") {
            return 2;
        }
    }
    if cfg!(target_arch = "aarch64") { 4 } else { 1 }
}

/// What a code says.
#[derive(Debug, Clone, PartialEq)]
pub struct Code {
    /// The shipped scenario it begins from; empty for the defaults of a kind of task.
    base: String,
    /// What differs from it: keys and values as TOML.
    overrides: Vec<(String, String)>,
    /// Every event, in order.
    events: Vec<Event>,
    /// Who multiplied matrices.
    multiplier: Multiplier,
    /// Where it stood, in ticks since birth.
    tick: u64,
    /// The first 32 bits of the trace hash at every phase boundary up to there, birth first.
    digests: Vec<u32>,
    /// And where it stood.
    last: u32,
}

/// What came of living a code again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verified {
    /// Everything is the same; so many phases.
    Reproduced(usize),
    /// This phase is the first that differs.
    Differs {
        /// Birth, day 3, night 3, or where it stood.
        phase: String,
        /// Whether another kernel would explain it: who it was.
        other: Option<Multiplier>,
    },
}

impl Session {
    /// The session up to where it stands as a code.
    ///
    /// # Errors
    /// In one line, if it would be longer than [`LONGEST`].
    pub fn code(&self) -> Result<String, String> {
        let lab = self.lab();
        let (base, mut overrides) = difference(self.scenario());
        overrides.iter_mut().for_each(|(path, value)| *value = portable(path, value));
        let code = Code {
            base,
            overrides,
            events: self.events(self.base()),
            multiplier: Multiplier::here(lab.options().kernel),
            tick: lab.clock().total,
            digests: lab.digests().to_vec(),
            last: lab.digest(),
        };
        let text = code.encode();
        if text.len() > LONGEST {
            let message = "characters: more than can well be pasted, so save a file instead (s)";
            return Err(format!("the code would have {} {message}", text.len()));
        }
        Ok(text)
    }
}

/// The shipped scenario that least has to be said about, and that.
fn difference(scenario: &Scenario) -> (String, Vec<(String, String)>) {
    let pairs = scenario.pairs();
    let from = |base: &Scenario| {
        let theirs = base.pairs();
        // What the other has and this has not cannot be taken away by saying something.
        let known = theirs.iter().all(|(path, _)| pairs.iter().any(|(own, _)| own == path));
        let differs = |pair: &&(&'static str, String)| !theirs.contains(pair);
        let more = pairs.iter().filter(differs).map(|(path, value)| ((*path).to_owned(), value.clone()));
        known.then(|| more.collect::<Vec<_>>())
    };
    let load = |name: &str| Scenario::load(name, &[]).ok();
    let candidates = shipped().iter().filter_map(|shipped| Some((shipped.name, from(&load(shipped.name)?)?)));
    let long = |more: &[(String, String)]| more.iter().map(|(path, value)| path.len() + value.len() + 2).sum::<usize>();
    let nearest = candidates.min_by_key(|(_, more)| long(more));
    let kind = scenario.spec().task.kind();
    let plain = defaults(kind).and_then(|base| from(&base)).map(|mut more| {
        more.insert(0, ("task.kind".to_owned(), format!("\"{kind}\"")));
        more
    });
    match (nearest, plain) {
        (Some((name, more)), Some(plain)) if long(&more) <= long(&plain) => (name.to_owned(), more),
        (_, Some(plain)) => (String::new(), plain),
        (Some((name, more)), None) => (name.to_owned(), more),
        (None, None) => (String::new(), pairs.into_iter().map(|(path, value)| (path.to_owned(), value)).collect()),
    }
}

/// A value as others can use it: of a file of data its name, not where it is on this machine.
fn portable(path: &str, value: &str) -> String {
    let name = || {
        let text = value.parse::<toml::Value>().ok()?;
        let name = Path::new(text.as_str()?).file_name()?.to_string_lossy().into_owned();
        Some(toml::Value::from(name).to_string())
    };
    if Scenario::names_a_file(path) { name().unwrap_or_default() } else { value.to_owned() }
}

/// A scenario of which nothing is said but the kind of its task.
fn defaults(kind: &str) -> Option<Scenario> {
    Scenario::parse(&format!("task.kind = \"{kind}\""), "code", "code", &[]).ok()
}

impl Code {
    /// Whether a word means to be a code.
    #[must_use]
    pub fn is_meant(word: &str) -> bool {
        word.trim().starts_with(PREFIX)
    }

    /// Where it stood, in ticks since birth.
    #[must_use]
    pub const fn tick(&self) -> u64 {
        self.tick
    }

    /// Who multiplied matrices.
    #[must_use]
    pub const fn multiplier(&self) -> Multiplier {
        self.multiplier
    }

    fn encode(&self) -> String {
        let mut text = format!("{}\n", self.base);
        for (path, value) in &self.overrides {
            let _ = writeln!(text, "{path}={value}");
        }
        for event in &self.events {
            let _ = writeln!(text, "@{}", event.to_line());
        }
        let packed = compress_to_vec(text.as_bytes(), 10);
        let mut bytes = vec![FORMAT, self.multiplier.byte()];
        bytes.extend_from_slice(&self.tick.to_le_bytes());
        bytes.extend_from_slice(&(packed.len() as u32).to_le_bytes());
        bytes.extend_from_slice(&packed);
        for digest in self.digests.iter().chain([&self.last]) {
            bytes.extend_from_slice(&digest.to_be_bytes());
        }
        let sum = blake3::hash(&bytes);
        bytes.extend_from_slice(&sum.as_bytes()[..SUM]);
        format!("{PREFIX}{}", BASE64_URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Reads a code.
    ///
    /// # Errors
    /// Why it is refused, in one line.
    pub fn parse(text: &str) -> Result<Self, String> {
        let said =
            text.trim().strip_prefix(PREFIX).ok_or_else(|| format!("is no code: it must begin with {PREFIX}"))?;
        let changed = || "was changed or cut: its checksum does not fit".to_owned();
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(said).map_err(|_| changed())?;
        let (bytes, sum) = bytes.split_at_checked(bytes.len().saturating_sub(SUM)).ok_or_else(changed)?;
        if sum != &blake3::hash(bytes).as_bytes()[..SUM] {
            return Err(changed());
        }
        let foreign = || "is of another version of oneiro".to_owned();
        match bytes.first() {
            Some(&FORMAT) => Self::read(&bytes[1..]).ok_or_else(foreign),
            _ => Err(foreign()),
        }
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (multiplier, bytes) = bytes.split_first()?;
        let (tick, bytes) = bytes.split_first_chunk::<8>()?;
        let (length, bytes) = bytes.split_first_chunk::<4>()?;
        let (packed, bytes) = bytes.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        let text = decompress_to_vec_with_limit(packed, MOST_TEXT).ok()?;
        let text = String::from_utf8(text).ok()?;
        let mut lines = text.lines();
        let base = lines.next()?.to_owned();
        let (mut overrides, mut events) = (Vec::new(), Vec::new());
        for line in lines {
            if let Some(event) = line.strip_prefix('@') {
                events.push(Event::from_line(event)?);
            } else {
                let (path, value) = line.split_once('=')?;
                overrides.push((path.to_owned(), value.to_owned()));
            }
        }
        let (digests, rest) = bytes.as_chunks::<4>();
        let mut digests: Vec<u32> = digests.iter().map(|digest| u32::from_be_bytes(*digest)).collect();
        let last = digests.pop().filter(|_| rest.is_empty())?;
        let multiplier = Multiplier::from_byte(*multiplier)?;
        Some(Self { base, overrides, events, multiplier, tick: u64::from_le_bytes(*tick), digests, last })
    }

    /// The scenario it is about, as a session that stands where it stood.
    ///
    /// # Errors
    /// Why there is none here, in one line: a shipped scenario of another version, for example.
    pub fn scenario(&self) -> Result<Scenario, String> {
        let overrides: Vec<Override> =
            self.overrides.iter().map(|(path, value)| Override::new("code", path, value)).collect();
        // A code may come from anybody: it names files of data in the folder where one stands, and no others.
        let strays = |(path, value): &&(String, String)| portable(path, value) != *value;
        if let Some((_, value)) = self.overrides.iter().find(strays) {
            return Err(format!("names a file outside this folder: {}", plain(value)));
        }
        let known = shipped().iter().find(|shipped| shipped.name == self.base);
        let (text, name) = match known {
            Some(shipped) => (shipped.text, shipped.name),
            None if self.base.is_empty() => ("", "shared"),
            None => return Err(format!("is about a scenario that this version does not have: {}", self.base)),
        };
        let why = |error: crate::scenario::Error| {
            let first = error.to_string();
            let first = first.lines().next().unwrap_or_default();
            if self.overrides.iter().any(|(path, _)| Scenario::names_a_file(path)) {
                return format!("is about files of data that must be in this folder: {first}");
            }
            format!("is about what this version does not have: {first}")
        };
        let plain = Scenario::parse(text, "code", name, &overrides).map_err(why)?;
        let scenario =
            Scenario::parse(&plain.with_events(self.events.clone()).to_toml(), "code", name, &[]).map_err(why)?;
        let saved = Saved {
            kernel: self.multiplier.kernel().name().to_owned(),
            tick: self.tick,
            trace: format!("{:08x}", self.last),
            at: 0,
            reached: self.tick,
            acts: Vec::new(),
        };
        Ok(scenario.with_saved(saved))
    }

    /// Lives it again and holds every phase against the code; `more` is asked before every tick whether to
    /// go on. `None` if it said no.
    ///
    /// # Errors
    /// As [`Self::scenario`].
    pub fn verify(&self, mut more: impl FnMut(&Lab) -> bool) -> Result<Option<Verified>, String> {
        let scenario = self.scenario()?;
        let mut lab = Lab::new(&scenario, Options { kernel: self.multiplier.kernel(), keyframes: None });
        let here = Multiplier::here(self.multiplier.kernel());
        let other = (here != self.multiplier).then_some(self.multiplier);
        let differs = |phase: String| Ok(Some(Verified::Differs { phase, other }));
        loop {
            let lived = lab.digests();
            let wrong = lived.iter().zip(&self.digests).position(|(lived, said)| lived != said);
            if let Some(boundary) = wrong {
                return differs(phase_of(boundary));
            }
            if lab.clock().total >= self.tick || lab.ended() {
                break;
            }
            if !more(&lab) {
                return Ok(None);
            }
            lab.tick();
        }
        if lab.clock().total != self.tick || lab.digests().len() != self.digests.len() {
            return differs("its length".to_owned());
        }
        if lab.digest() != self.last {
            return differs(format!("the tick it stood at, {}", self.tick));
        }
        Ok(Some(Verified::Reproduced(self.digests.len().saturating_sub(1))))
    }
}

/// The phase that ends at a boundary, birth being the first.
fn phase_of(boundary: usize) -> String {
    match boundary {
        0 => "birth".to_owned(),
        boundary if boundary % 2 == 1 => format!("day {}", boundary.div_ceil(2)),
        boundary => format!("night {}", boundary / 2),
    }
}
