//! What a story is about, in words and a picture of one night.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::scenario::Spec;
use crate::sleep::Rule;
use crate::task::{Days, Drift};
use crate::tui::app::App;
use crate::tui::stories::Stories;
use crate::tui::theme::MARKERS;
use crate::tui::widget::{clean, put, width, wrap};
use crate::tui::words;

/// Draws what is known of the selected story.
pub fn draw(app: &App, stories: &Stories, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme();
    let Some(entry) = stories.entries().get(stories.selected()) else { return };
    let spec = match &entry.scenario {
        Ok(scenario) => scenario.spec(),
        Err(why) => {
            let mut page = Page { area, y: area.y, buffer };
            page.text("This file cannot be lived:", Style::new().fg(theme.bad));
            page.text(why, theme.base());
            return;
        }
    };
    let facts = facts(spec);
    let words = [spec.about.as_str(), spec.look_for.as_str()];
    let long = |text: &str| wrap(&clean(text), area.width).len();
    let needed = 3 + long(words[0]) + long(words[1]) + facts.iter().map(|fact| long(fact)).sum::<usize>();
    // Air where there is room for it; the story before its figures where there is not.
    let air = u16::from(usize::from(area.height) >= needed + 5);
    let mut page = Page { area, y: area.y, buffer };
    page.text(if spec.title.is_empty() { "(no title)" } else { &spec.title }, theme.strong().fg(theme.day));
    page.text(words[0], theme.base());
    page.y += air;
    if !words[1].is_empty() {
        page.mark("look for", theme.muted());
        page.text(words[1], theme.base());
        page.y += air;
    }
    for fact in &facts {
        page.text(fact, theme.muted());
    }
    page.arms(app, spec);
    page.y += air;
    page.night(app, spec);
}

/// The story's size, in a line each.
fn facts(spec: &Spec) -> Vec<String> {
    let task = words::things(&spec.task);
    let schedule = spec.task.schedule();
    let daily = match schedule.days {
        Days::Fixed => "all every day".to_owned(),
        Days::Rotating => format!("{} a day in turn", schedule.per_day),
        Days::Stream => format!("{} new ones a day", schedule.per_day),
        Days::Lessons => lessons(spec),
    };
    let daily = [Some(daily), change(spec)].into_iter().flatten().collect::<Vec<_>>().join("; ");
    let night = &spec.night;
    let percent = |share: f64| format!("{} %", (share * 1000.0).round() / 10.0);
    let amount = percent(night.downscale.amount);
    let shrink = match night.downscale.rule {
        Rule::None => "no shrinking".to_owned(),
        Rule::Uniform => format!("−{amount}"),
        Rule::Proportional => format!("−{amount}, the large ones more"),
        Rule::Protected => format!("−{amount}, the largest {} spared", percent(night.downscale.spared)),
        Rule::Activity => format!("−{amount}, what is replayed less"),
        Rule::SetPoint => "back towards the strength at birth".to_owned(),
        Rule::Birth => format!("{amount} of the way back to birth"),
        Rule::Prune => format!("weights below {} pruned", night.downscale.threshold),
    };
    let missed = match night.missed {
        0 => String::new(),
        1 => ", all of them missed".to_owned(),
        2 => ", every second one missed".to_owned(),
        3 => ", every third one missed".to_owned(),
        every => format!(", every {every}th one missed"),
    };
    let days = if spec.days == 1 { "1 day".to_owned() } else { format!("{} days", spec.days) };
    vec![
        format!("{task}; {daily}"),
        format!("{days} of {} steps; nights {shrink}, {} dreamt{missed}", spec.day.steps, night.steps),
    ]
}

/// What the days teach in turn: “a lesson a day in turn: 0+1, 2+3, 4+5, 6+7, 8+9”.
fn lessons(spec: &Spec) -> String {
    const MOST: usize = 6;
    let names = spec.task.classes();
    let call = |class: &u8| names.get(usize::from(*class)).map_or_else(|| class.to_string(), |name| clean(name));
    let lesson = |classes: &Vec<u8>| classes.iter().map(call).collect::<Vec<_>>().join("+");
    let mut lessons: Vec<String> = spec.syllabus.lessons.iter().take(MOST).map(lesson).collect();
    if spec.syllabus.lessons.len() > MOST {
        lessons.push("…".to_owned());
    }
    let long = match spec.syllabus.lesson_days {
        1 => "a lesson a day".to_owned(),
        days => format!("a lesson for {days} days"),
    };
    format!("{long}, in turn: {}", lessons.join(", "))
}

/// How the world changes, if it does.
fn change(spec: &Spec) -> Option<String> {
    let day = spec.syllabus.drift_day;
    match spec.syllabus.drift {
        Drift::None => None,
        Drift::Labels => Some(format!("from day {day} on classes swap their names in pairs")),
        Drift::Inputs => Some(format!("from day {day} on the inputs have changed places")),
    }
}

/// Rows that are filled from the top, as far as there are any.
struct Page<'a> {
    area: Rect,
    y: u16,
    buffer: &'a mut Buffer,
}

impl Page<'_> {
    fn text(&mut self, text: &str, style: Style) {
        for line in wrap(&clean(text), self.area.width) {
            self.mark(&line, style);
        }
    }

    fn mark(&mut self, line: &str, style: Style) {
        put(self.buffer, self.area, (self.area.x, self.y), line, style);
        self.y += 1;
    }

    /// The arms that are lived; those that are not drawn are left dim.
    fn arms(&mut self, app: &App, spec: &Spec) {
        let theme = app.theme();
        let mut x = self.area.x;
        for arm in &spec.live {
            let long = width(arm.title()) + 2;
            if x > self.area.x && x + long > self.area.right() {
                x = self.area.x;
                self.y += 1;
            }
            let style = Style::new().fg(theme.series[*arm as usize]);
            let end = put(self.buffer, self.area, (x, self.y), MARKERS[*arm as usize], style);
            let name = if spec.show.contains(arm) { style } else { theme.muted() };
            x = put(self.buffer, self.area, (end + 1, self.y), arm.title(), name) + 2;
        }
        self.y += 1;
    }

    /// One day and its night, the night's stages as they alternate.
    fn night(&mut self, app: &App, spec: &Spec) {
        let theme = app.theme();
        let columns = self.area.width.min(60);
        if self.y >= self.area.bottom() || columns < 20 {
            return;
        }
        let (day, night) = (columns / 3, columns - columns / 3);
        for x in 0..day {
            put(self.buffer, self.area, (self.area.x + x, self.y), "▀", Style::new().fg(theme.day));
        }
        for x in 0..night {
            let (glyph, color) = if is_deep(spec, (f64::from(x) + 0.5) / f64::from(night)) {
                ("▂", theme.deep)
            } else {
                ("▄", theme.dream)
            };
            put(self.buffer, self.area, (self.area.x + day + x, self.y), glyph, Style::new().fg(color));
        }
        self.y += 1;
        let mut x = self.area.x;
        for (word, color) in [("day", theme.day), ("deep sleep", theme.deep), ("dreams", theme.dream)] {
            put(self.buffer, self.area, (x, self.y), word, Style::new().fg(color));
            x = if word == "day" { self.area.x + day } else { x + width(word) + 2 };
        }
        self.y += 1;
    }
}

/// Whether a share of the night, from 0 to 1, is deep sleep: every stage of it is drawn as long as
/// the others, and dreaming grows towards morning.
fn is_deep(spec: &Spec, place: f64) -> bool {
    const DEEP: f64 = 0.35;
    let cycles = f64::from(spec.night.cycles);
    if spec.night.steps == 0 {
        return true;
    }
    let all = cycles * (cycles + 1.0) / 2.0;
    let mut end = 0.0;
    for cycle in 1..=spec.night.cycles.min(1000) {
        end += DEEP / cycles;
        if place < end {
            return true;
        }
        end += (1.0 - DEEP) * f64::from(cycle) / all;
        if place < end {
            return false;
        }
    }
    false
}
