//! Colours and markers by role. Those of the arms are the screen's, in both its true-colour themes; a test holds them
//! together.

use crate::arm::Arm;
use std::fmt::Write as _;

/// Colours of one scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// Behind everything.
    pub paper: u32,
    /// Behind a table's head and a verdict.
    pub raised: u32,
    /// Words.
    pub text: u32,
    /// Labels: at least 4.5 to 1 against the paper.
    pub soft: u32,
    /// Lines.
    pub line: u32,
    /// Where it is night.
    pub night: u32,
    /// Inside a margin of equivalence.
    pub zone: u32,
    /// One for each arm, in the order of the table of arms, and some for forks.
    pub series: [u32; 17],
}

/// On light paper.
pub const LIGHT: Palette = Palette {
    paper: 0x00fb_f8f1,
    raised: 0x00f3_eee3,
    text: 0x002b_2a35,
    soft: 0x0065_6171,
    line: 0x00d3_ccc0,
    night: 0x00e3_e2f4,
    zone: 0x00dc_ebdd,
    series: [
        0x000b_6fb4,
        0x00d4_562a,
        0x00a8_3f8c,
        0x000a_7f6d,
        0x007c_4fc8,
        0x008a_7400,
        0x004f_7a10,
        0x009a_5a22,
        0x002b_2a35,
        0x006c_7080,
        0x007a_6450,
        0x0044_44b8,
        0x007c_3a3a,
        0x00a0_5000,
        0x0030_5a8a,
        0x00b8_124a,
        0x0050_6a6a,
    ],
};

/// On dark paper.
pub const DARK: Palette = Palette {
    paper: 0x000d_0e17,
    raised: 0x0018_1a28,
    text: 0x00df_e1ee,
    soft: 0x009a_9fbd,
    line: 0x0035_3850,
    night: 0x001d_1e42,
    zone: 0x0018_3326,
    series: [
        0x0070_ceff,
        0x00ff_8568,
        0x00e0_8ac8,
        0x005f_d3bc,
        0x00ba_96ff,
        0x00e8_d87a,
        0x00a6_cc5e,
        0x00e0_a070,
        0x00e6_e8f4,
        0x009a_a0b8,
        0x00c8_b4a0,
        0x008f_94ff,
        0x00b8_765c,
        0x00d8_a030,
        0x0060_90c8,
        0x00f0_446e,
        0x0088_b0b0,
    ],
};

/// The markers, as characters for tables.
pub const MARKERS: [&str; 17] = ["●", "◆", "■", "★", "✚", "◇", "□", "▼", "✦", "○", "△", "◈", "◐", "▶", "≡", "▲", "✖"];

/// The colour and marker of a life: its arm's, or for a fork one that no arm has as long as there is one.
#[must_use]
pub fn series(name: &str, lives: &[&str]) -> usize {
    if let Some(place) = Arm::ALL.iter().position(|arm| arm.name() == name) {
        return place % MARKERS.len();
    }
    let forks = lives.iter().filter(|life| Arm::from_name(life).is_none());
    let place = forks.take_while(|life| **life != name).count();
    (Arm::ALL.len() + place) % MARKERS.len()
}

/// The variables of both schemes for the elements that `selector` names.
#[must_use]
pub fn variables(selector: &str) -> String {
    let list = |palette: &Palette| {
        let roles = [
            ("paper", palette.paper),
            ("raised", palette.raised),
            ("text", palette.text),
            ("soft", palette.soft),
            ("line", palette.line),
            ("night", palette.night),
            ("zone", palette.zone),
        ];
        let mut out = String::new();
        for (role, colour) in roles {
            let _ = write!(out, "--{role}:#{colour:06x};");
        }
        for (place, colour) in palette.series.iter().enumerate() {
            let _ = write!(out, "--s{place}:#{colour:06x};");
        }
        out
    };
    format!(
        "{selector}{{{}}}\n@media screen and (prefers-color-scheme:dark){{{selector}{{{}}}}}\n",
        list(&LIGHT),
        list(&DARK)
    )
}

/// A class for each of the series.
#[must_use]
pub fn classes() -> String {
    let mut out = String::new();
    for place in 0..MARKERS.len() {
        let _ = writeln!(out, ".s{place}{{color:var(--s{place})}}");
    }
    out
}
