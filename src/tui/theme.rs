//! Colours by role. Nothing else in the screen names a colour.

#![expect(clippy::unreadable_literal, reason = "a colour's six digits are read as three pairs")]

use ratatui::style::{Color, Modifier, Style};

/// What each colour of the screen means.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// Its name on the command line.
    pub name: &'static str,
    /// Behind everything.
    pub background: Color,
    /// Words and figures.
    pub text: Color,
    /// Labels, units, what is not the point.
    pub muted: Color,
    /// Borders and axes.
    pub line: Color,
    /// Waking.
    pub day: Color,
    /// Behind a chart where it is night.
    pub night: Color,
    /// Drawn in a chart's empty cells where it is night, by themes that have no background.
    pub texture: &'static str,
    /// The colour of that texture.
    pub texture_color: Color,
    /// Dreaming.
    pub dream: Color,
    /// Deep sleep.
    pub deep: Color,
    /// Something good: truth, running.
    pub good: Color,
    /// Something bad: a lie believed, a divergence.
    pub bad: Color,
    /// A weight above 0.
    pub positive: Color,
    /// A weight below 0.
    pub negative: Color,
    /// Behind what is selected or pointed at.
    pub focus: Color,
    /// Darkest and lightest pixel of an image.
    pub image: (Color, Color),
    /// One colour for each arm, in the order of the table of arms.
    pub series: [Color; 15],
    /// One colour for each class of a plane.
    pub classes: [Color; 8],
}

/// A marker for each arm, in the order of the table of arms: colour is never the only carrier.
pub const MARKERS: [&str; 15] = ["●", "◆", "■", "★", "✚", "◇", "□", "▼", "✦", "○", "△", "◈", "◐", "▶", "≡"];

const fn rgb(hex: u32) -> Color {
    Color::Rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

impl Theme {
    /// The names of all themes.
    pub const NAMES: [&'static str; 4] = ["dusk", "dawn", "ansi", "mono"];

    /// The theme of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "dusk" => Some(Self::dusk()),
            "dawn" => Some(Self::dawn()),
            "ansi" => Some(Self::ansi()),
            "mono" => Some(Self::mono()),
            _ => None,
        }
    }

    /// Dark, in true colour.
    #[must_use]
    pub const fn dusk() -> Self {
        Self {
            name: "dusk",
            background: rgb(0x0d0e17),
            text: rgb(0xdfe1ee),
            muted: rgb(0x7c81a0),
            line: rgb(0x353850),
            day: rgb(0xf0b256),
            night: rgb(0x1d1e42),
            texture: " ",
            texture_color: Color::Reset,
            dream: rgb(0xba96ff),
            deep: rgb(0x5b7cfa),
            good: rgb(0x7ed896),
            bad: rgb(0xf0446e),
            positive: rgb(0xf2a65a),
            negative: rgb(0x5c8df6),
            focus: rgb(0x2b2f4e),
            image: (rgb(0x12131e), rgb(0xe6e8f4)),
            series: [
                rgb(0x70ceff),
                rgb(0xff8568),
                rgb(0xe08ac8),
                rgb(0x5fd3bc),
                rgb(0xba96ff),
                rgb(0xe8d87a),
                rgb(0xa6cc5e),
                rgb(0xe0a070),
                rgb(0xe6e8f4),
                rgb(0x9aa0b8),
                rgb(0xc8b4a0),
                rgb(0x8f94ff),
                rgb(0xb8765c),
                rgb(0xd8a030),
                rgb(0x6090c8),
            ],
            classes: [
                rgb(0xe8d87a),
                rgb(0x4fc4b0),
                rgb(0xe08ac8),
                rgb(0x8f94ff),
                rgb(0xa6cc5e),
                rgb(0xe0a070),
                rgb(0x9aa0b8),
                rgb(0xb8765c),
            ],
        }
    }

    /// Light, in true colour.
    #[must_use]
    pub const fn dawn() -> Self {
        Self {
            name: "dawn",
            background: rgb(0xfbf8f1),
            text: rgb(0x2b2a35),
            muted: rgb(0x7a7686),
            line: rgb(0xd3ccc0),
            day: rgb(0xc27a0a),
            night: rgb(0xe3e2f4),
            texture: " ",
            texture_color: Color::Reset,
            dream: rgb(0x7c4fc8),
            deep: rgb(0x3c56c8),
            good: rgb(0x1f8548),
            bad: rgb(0xb8124a),
            positive: rgb(0xc8641a),
            negative: rgb(0x2f5fd0),
            focus: rgb(0xece6d8),
            image: (rgb(0xf4efe4), rgb(0x2b2a35)),
            series: [
                rgb(0x0b6fb4),
                rgb(0xd4562a),
                rgb(0xa83f8c),
                rgb(0x0a7f6d),
                rgb(0x7c4fc8),
                rgb(0x8a7400),
                rgb(0x4f7a10),
                rgb(0x9a5a22),
                rgb(0x2b2a35),
                rgb(0x6c7080),
                rgb(0x7a6450),
                rgb(0x4444b8),
                rgb(0x7c3a3a),
                rgb(0xa05000),
                rgb(0x305a8a),
            ],
            classes: [
                rgb(0xa06a00),
                rgb(0x0a7f8d),
                rgb(0xa83f8c),
                rgb(0x4444b8),
                rgb(0x4f7a10),
                rgb(0x9a5a22),
                rgb(0x6c7080),
                rgb(0x7c3a3a),
            ],
        }
    }

    /// The terminal's own sixteen colours.
    #[must_use]
    pub const fn ansi() -> Self {
        Self {
            name: "ansi",
            background: Color::Reset,
            text: Color::Reset,
            muted: Color::DarkGray,
            line: Color::DarkGray,
            day: Color::Yellow,
            night: Color::Reset,
            texture: "░",
            texture_color: Color::Blue,
            dream: Color::LightMagenta,
            deep: Color::LightBlue,
            good: Color::Green,
            bad: Color::LightRed,
            positive: Color::LightYellow,
            negative: Color::LightBlue,
            focus: Color::Blue,
            image: (rgb(0x000000), rgb(0xffffff)),
            series: [
                Color::LightCyan,
                Color::LightRed,
                Color::Magenta,
                Color::Cyan,
                Color::LightMagenta,
                Color::LightYellow,
                Color::Green,
                Color::Red,
                Color::White,
                Color::Gray,
                Color::DarkGray,
                Color::LightGreen,
                Color::Yellow,
                Color::LightBlue,
                Color::Blue,
            ],
            classes: [
                Color::LightYellow,
                Color::Cyan,
                Color::Magenta,
                Color::LightBlue,
                Color::Green,
                Color::Yellow,
                Color::Gray,
                Color::Red,
            ],
        }
    }

    /// No colour at all: weight of type, glyphs and words alone.
    #[must_use]
    pub const fn mono() -> Self {
        Self {
            name: "mono",
            background: Color::Reset,
            text: Color::Reset,
            muted: Color::Reset,
            line: Color::Reset,
            day: Color::Reset,
            night: Color::Reset,
            texture: "░",
            texture_color: Color::Reset,
            dream: Color::Reset,
            deep: Color::Reset,
            good: Color::Reset,
            bad: Color::Reset,
            positive: Color::Reset,
            negative: Color::Reset,
            focus: Color::Reset,
            image: (rgb(0x000000), rgb(0xffffff)),
            series: [Color::Reset; 15],
            classes: [Color::Reset; 8],
        }
    }

    /// The theme at an hour of the day: `dark` from 0 at noon to 1 at night, `low` 1 where the sun is
    /// at the horizon. In few steps, so that hours pass without all of the screen being sent again.
    #[must_use]
    pub fn at(&self, dark: f64, low: f64) -> Self {
        const STEPS: f64 = 4.0;
        let [dark, low] = [dark, low].map(|share| (share * STEPS).round() / STEPS);
        let (Color::Rgb(..), Color::Rgb(..)) = (self.background, self.line) else { return self.clone() };
        let background = blend(self.background, self.night, 0.3 * dark);
        let line = blend(blend(self.line, self.deep, 0.35 * dark), self.day, 0.45 * low);
        Self { background, line, ..self.clone() }
    }

    /// Plain words.
    #[must_use]
    pub fn base(&self) -> Style {
        Style::new().fg(self.text).bg(self.background)
    }

    /// Labels. Without colours they are dim.
    #[must_use]
    pub fn muted(&self) -> Style {
        let style = Style::new().fg(self.muted);
        if self.muted == self.text { style.add_modifier(Modifier::DIM) } else { style }
    }

    /// How type is made fainter where there are no colours to do it with.
    #[must_use]
    pub fn dimness(&self) -> Modifier {
        if matches!(self.background, Color::Rgb(..)) { Modifier::empty() } else { Modifier::DIM }
    }

    /// Borders and axes.
    #[must_use]
    pub fn line(&self) -> Style {
        let style = Style::new().fg(self.line);
        if self.line == self.text { style.add_modifier(Modifier::DIM) } else { style }
    }

    /// Titles and keys.
    #[must_use]
    pub fn strong(&self) -> Style {
        Style::new().fg(self.text).add_modifier(Modifier::BOLD).remove_modifier(Modifier::DIM)
    }

    /// What is selected: a background where there is one, otherwise reversed.
    #[must_use]
    pub fn selected(&self) -> Style {
        if self.focus == Color::Reset {
            Style::new().add_modifier(Modifier::REVERSED)
        } else {
            Style::new().bg(self.focus)
        }
    }

    /// The colour of a pixel; `level` from 0 (nothing) to 1, tinted towards `tint`.
    #[must_use]
    pub fn pixel(&self, level: f64, tint: Option<Color>) -> Color {
        let (low, high) = self.image;
        let high = match (tint, high) {
            (Some(tint @ Color::Rgb(..)), Color::Rgb(..)) => tint,
            _ => high,
        };
        blend(low, high, level)
    }
}

/// `share` of `b` in `a`, from 0 to 1. Colours without known components do not mix: the larger
/// share wins.
#[must_use]
pub fn blend(a: Color, b: Color, share: f64) -> Color {
    let share = if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) };
    match (a, b) {
        (Color::Rgb(r0, g0, b0), Color::Rgb(r1, g1, b1)) => {
            let mix = |from: u8, to: u8| (f64::from(from) + (f64::from(to) - f64::from(from)) * share).round() as u8;
            Color::Rgb(mix(r0, r1), mix(g0, g1), mix(b0, b1))
        }
        _ if share >= 0.5 => b,
        _ => a,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_its_theme() {
        for name in Theme::NAMES {
            assert_eq!(Theme::from_name(name).map(|theme| theme.name), Some(name));
        }
        assert_eq!(Theme::from_name("noon"), None);
    }

    #[test]
    fn colours_mix_where_they_can() {
        assert_eq!(blend(rgb(0), rgb(0xffffff), 0.5), Color::Rgb(128, 128, 128));
        assert_eq!(blend(Color::Reset, Color::Blue, 0.4), Color::Reset);
        assert_eq!(blend(rgb(0), rgb(0xff), f64::NAN), rgb(0));
    }

    #[test]
    fn arms_are_told_apart_in_every_theme() {
        for name in ["dusk", "dawn", "ansi"] {
            let theme = Theme::from_name(name).expect("a theme of this name");
            for colours in [&theme.series[..], &theme.classes[..]] {
                for (index, colour) in colours.iter().enumerate() {
                    assert!(!colours[..index].contains(colour), "{name}: {colour:?} twice");
                }
            }
        }
        for (index, marker) in MARKERS.iter().enumerate() {
            assert!(!MARKERS[..index].contains(marker));
        }
    }
}
