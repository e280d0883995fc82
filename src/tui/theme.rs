//! Colours by role. Nothing else in the screen names a colour.

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
    /// Behind what is selected or pointed at.
    pub focus: Color,
    /// Darkest and lightest pixel of an image.
    pub image: (Color, Color),
    /// One colour for each arm, in the order of the table of arms.
    pub series: [Color; 10],
}

/// A marker for each arm, in the order of the table of arms: colour is never the only carrier.
pub const MARKERS: [&str; 10] = ["●", "◆", "■", "★", "✚", "◇", "□", "▼", "✦", "○"];

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
            background: rgb(0x0d_0e_17),
            text: rgb(0xdf_e1_ee),
            muted: rgb(0x7c_81_a0),
            line: rgb(0x35_38_50),
            day: rgb(0xf0_b2_56),
            night: rgb(0x1d_1e_42),
            texture: " ",
            texture_color: Color::Reset,
            dream: rgb(0xba_96_ff),
            deep: rgb(0x5b_7c_fa),
            good: rgb(0x7e_d8_96),
            bad: rgb(0xff_75_6e),
            focus: rgb(0x2b_2f_4e),
            image: (rgb(0x12_13_1e), rgb(0xe6_e8_f4)),
            series: [
                rgb(0x70_ce_ff),
                rgb(0xff_75_6e),
                rgb(0xe0_8a_c8),
                rgb(0x5f_d3_bc),
                rgb(0xba_96_ff),
                rgb(0xe8_d8_7a),
                rgb(0xa6_cc_5e),
                rgb(0xe0_a0_70),
                rgb(0xe6_e8_f4),
                rgb(0x9a_a0_b8),
            ],
        }
    }

    /// Light, in true colour.
    #[must_use]
    pub const fn dawn() -> Self {
        Self {
            name: "dawn",
            background: rgb(0xfb_f8_f1),
            text: rgb(0x2b_2a_35),
            muted: rgb(0x7a_76_86),
            line: rgb(0xd3_cc_c0),
            day: rgb(0xc2_7a_0a),
            night: rgb(0xe3_e2_f4),
            texture: " ",
            texture_color: Color::Reset,
            dream: rgb(0x7c_4f_c8),
            deep: rgb(0x3c_56_c8),
            good: rgb(0x1f_85_48),
            bad: rgb(0xc9_3a_32),
            focus: rgb(0xec_e6_d8),
            image: (rgb(0xf4_ef_e4), rgb(0x2b_2a_35)),
            series: [
                rgb(0x0b_6f_b4),
                rgb(0xd0_43_3a),
                rgb(0xa8_3f_8c),
                rgb(0x0a_7f_6d),
                rgb(0x7c_4f_c8),
                rgb(0x8a_74_00),
                rgb(0x4f_7a_10),
                rgb(0x9a_5a_22),
                rgb(0x2b_2a_35),
                rgb(0x6c_70_80),
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
            focus: Color::Blue,
            image: (rgb(0x00_00_00), rgb(0xff_ff_ff)),
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
            focus: Color::Reset,
            image: (rgb(0x00_00_00), rgb(0xff_ff_ff)),
            series: [Color::Reset; 10],
        }
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

    /// Borders and axes.
    #[must_use]
    pub fn line(&self) -> Style {
        let style = Style::new().fg(self.line);
        if self.line == self.text { style.add_modifier(Modifier::DIM) } else { style }
    }

    /// Titles and keys.
    #[must_use]
    pub fn strong(&self) -> Style {
        Style::new().fg(self.text).add_modifier(Modifier::BOLD)
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
        assert_eq!(blend(rgb(0), rgb(0xff_ff_ff), 0.5), Color::Rgb(128, 128, 128));
        assert_eq!(blend(Color::Reset, Color::Blue, 0.4), Color::Reset);
        assert_eq!(blend(rgb(0), rgb(0xff), f64::NAN), rgb(0));
    }

    #[test]
    fn arms_are_told_apart_in_every_theme() {
        for name in ["dusk", "dawn", "ansi"] {
            let series = Theme::from_name(name).expect("a theme of this name").series;
            for (index, colour) in series.iter().enumerate() {
                assert!(!series[..index].contains(colour), "{name}: {colour:?} twice");
            }
        }
        for (index, marker) in MARKERS.iter().enumerate() {
            assert!(!MARKERS[..index].contains(marker));
        }
    }
}
