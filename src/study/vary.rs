//! Varied keys: `night.downscale.amount=0.05,0.1`.

/// A key of the scenario and the values it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vary {
    /// The key's path.
    pub key: String,
    /// Its values as they were written, one or more.
    pub values: Vec<String>,
}

/// Keys that no study varies, and why.
const FIXED: [(&str, &str); 5] = [
    ("seed", "seeds are varied by --seeds N"),
    ("arms", "all arms of a cell live together: name them by --arms"),
    ("claim", "a claim is registered once for the whole study"),
    ("measure.every", "a study measures at evenings and mornings only"),
    ("format", "there is one format"),
];

impl Vary {
    /// `KEY=VALUE,VALUE…` as given to `--vary`. A comma between brackets, braces or quotes belongs to a value, so
    /// that lists can be varied: `net.hidden=[32],[64,32]`.
    ///
    /// # Errors
    /// Says what is missing.
    pub fn parse(text: &str) -> Result<Self, String> {
        let example = "must be KEY=VALUE,VALUE as in night.downscale.amount=0.1,0.2";
        let (key, values) = text.split_once('=').ok_or(example)?;
        let key = key.trim();
        if key.is_empty() || key.split('.').any(str::is_empty) {
            return Err("the key before = is not a path like night.downscale.amount".to_owned());
        }
        let within = |fixed: &str| key == fixed || key.strip_prefix(fixed).is_some_and(|rest| rest.starts_with('.'));
        if let Some((_, why)) = FIXED.into_iter().find(|(fixed, _)| within(fixed)) {
            return Err(why.to_owned());
        }
        let values: Vec<String> = split(values).into_iter().map(|value| value.trim().to_owned()).collect();
        if values.iter().any(String::is_empty) {
            return Err("a value is missing: values are separated by single commas".to_owned());
        }
        Ok(Self { key: key.to_owned(), values })
    }

    /// How it is named in messages.
    #[must_use]
    pub fn flag(&self) -> String {
        format!("--vary {}", self.key)
    }
}

/// Splits at the commas outside brackets, braces and quotes.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut quote) = (Vec::new(), 0, 0_u32, None);
    for (place, character) in text.char_indices() {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (None, '"' | '\'') => quote = Some(character),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 0 => {
                parts.push(&text[start..place]);
                start = place + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_split_at_commas_outside_brackets_and_quotes() {
        let cases: [(&str, &[&str]); 5] = [
            ("a.b=1", &["1"]),
            ("a.b= 0.05 , 0.1", &["0.05", "0.1"]),
            ("net.hidden=[],[32],[64, 32]", &["[]", "[32]", "[64, 32]"]),
            ("x=\"a,b\",'c,]d',{ a = 1, b = [2,3] }", &["\"a,b\"", "'c,]d'", "{ a = 1, b = [2,3] }"]),
            ("x==1", &["=1"]),
        ];
        for (text, values) in cases {
            assert_eq!(Vary::parse(text).map(|vary| vary.values), Ok(values.iter().map(ToString::to_string).collect()));
        }
    }

    #[test]
    fn what_cannot_be_varied_is_told() {
        for text in ["days", "=1", "a..b=1", "days=", "days=1,,2", "days=1,", "seed=1,2", "seed=1", "arms.live=all,x"] {
            assert!(Vary::parse(text).is_err(), "{text}");
        }
        assert!(Vary::parse("seeds.dreams=1,2").is_ok());
    }
}
