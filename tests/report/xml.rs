//! A small check that tags match, attributes are quoted and named once, and text is escaped.

/// Elements of HTML that are not closed.
const VOID: [&str; 1] = ["meta"];

pub fn check(text: &str) -> Result<(), String> {
    let text = text.trim_start_matches("<!doctype html>");
    let mut open: Vec<&str> = Vec::new();
    let mut ids: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let words = &rest[..start];
        // A style sheet may say >.
        if words.contains('>') && open.last() != Some(&"style") {
            return Err(format!("a bare > in {words:?}"));
        }
        for part in words.split('&').skip(1) {
            let name = part.split_once(';').map(|(name, _)| name).ok_or(format!("a bare & in {words:?}"))?;
            if !["amp", "lt", "gt", "quot", "#39"].contains(&name) {
                return Err(format!("&{name};"));
            }
        }
        rest = &rest[start + 1..];
        let end = rest.find('>').ok_or("a tag without end")?;
        let tag = &rest[..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes another"));
            }
            continue;
        }
        let (tag, closed) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric()) {
            return Err(format!("<{tag}>"));
        }
        let mut seen = Vec::new();
        while !attributes.trim().is_empty() {
            let (attribute, after) = attributes.trim_start().split_once("=\"").ok_or(format!("<{tag}>"))?;
            let (value, after) = after.split_once('"').ok_or(format!("<{tag}>"))?;
            if seen.contains(&attribute) {
                return Err(format!("{attribute} twice in <{tag}>"));
            }
            if attribute == "id" {
                if ids.contains(&value) {
                    return Err(format!("id {value} twice"));
                }
                ids.push(value);
            }
            seen.push(attribute);
            attributes = after;
        }
        if !closed && !VOID.contains(&name) {
            open.push(name);
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("not closed: {open:?}")) }
}
