//! Words on the buffer.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use unicode::width_of;

/// Columns that `text` takes.
#[must_use]
pub fn width(text: &str) -> u16 {
    width_of(text)
}

/// Writes `text` at (x, y), cut at the right edge of `area`; returns the column behind it. Nothing
/// is written outside `area`.
pub fn put(buffer: &mut Buffer, area: Rect, (x, y): (u16, u16), text: &str, style: Style) -> u16 {
    let area = area.intersection(buffer.area);
    if y < area.top() || y >= area.bottom() || x < area.left() || x >= area.right() {
        return x;
    }
    buffer.set_stringn(x, y, text, usize::from(area.right() - x), style).0
}

/// Writes `text` so that it ends before column `right`; returns the column where it begins.
/// Nothing is written if it does not fit into `area`.
pub fn put_right(buffer: &mut Buffer, area: Rect, (right, y): (u16, u16), text: &str, style: Style) -> u16 {
    let long = width(text);
    if long > right.saturating_sub(area.left()) {
        return right;
    }
    put(buffer, area, (right - long, y), text, style);
    right - long
}

/// `text` without control characters: what comes from files must not drive the terminal.
#[must_use]
pub fn clean(text: &str) -> String {
    text.chars().map(|c| if c == '\n' || c == '\t' { ' ' } else { c }).filter(|c| !c.is_control()).collect()
}

/// `text` broken at spaces into lines of at most `columns`; words that are longer are cut.
#[must_use]
pub fn wrap(text: &str, columns: u16) -> Vec<String> {
    let mut lines = Vec::new();
    if columns == 0 {
        return lines;
    }
    let mut line = String::new();
    for word in text.split_whitespace() {
        let mut word = word;
        if !line.is_empty() && width(&line) + 1 + width(word) > columns {
            lines.push(std::mem::take(&mut line));
        }
        while line.is_empty() && width(word) > columns {
            let cut = word
                .char_indices()
                .map(|(at, c)| at + c.len_utf8())
                .take_while(|end| width(&word[..*end]) <= columns)
                .last()
                .unwrap_or_else(|| word.chars().next().map_or(0, char::len_utf8));
            lines.push(word[..cut].to_owned());
            word = &word[cut..];
        }
        if !line.is_empty() && !word.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

mod unicode {
    use super::Line;

    pub(super) fn width_of(text: &str) -> u16 {
        u16::try_from(Line::raw(text).width()).unwrap_or(u16::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_never_exceed_their_width() {
        let text = "Overnight the sleeper forgot nine lies and one truth.";
        for columns in 1..60 {
            let lines = wrap(text, columns);
            assert!(lines.iter().all(|line| width(line) <= columns), "{columns}: {lines:?}");
            assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
        }
        assert_eq!(wrap("one two", 7), ["one two"]);
        assert!(wrap("one", 0).is_empty());
    }

    #[test]
    fn files_do_not_drive_the_terminal() {
        assert_eq!(clean("a\x1b[2Jb\nc"), "a[2Jb c");
    }

    #[test]
    fn nothing_is_written_outside() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        let area = Rect::new(1, 0, 3, 1);
        assert_eq!(put(&mut buffer, area, (1, 0), "abcdef", Style::new()), 4);
        assert_eq!(put(&mut buffer, area, (9, 9), "x", Style::new()), 9);
        assert_eq!(put_right(&mut buffer, area, (4, 0), "long text", Style::new()), 4);
        assert_eq!(buffer, Buffer::with_lines([" abc  "]));
    }
}
