//! Varied keys: `night.downscale.amount=0.05,0.1`, and keys that move together: `day.steps=50,100;
//! night.steps=50,100`.

/// A key of the scenario and the values it takes, with the keys that move with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vary {
    /// The key's path; of several that move together the first.
    pub key: String,
    /// Its values as they were written, one or more.
    pub values: Vec<String>,
    /// The others, each with as many values: their first goes with the first of [`values`](Self::values).
    pub linked: Vec<(String, Vec<String>)>,
}

/// Keys that no study varies, and why.
const FIXED: [(&str, &str); 6] = [
    ("seed", "seeds are varied by --seeds N"),
    ("arms", "all arms of a cell live together: name them by --arms"),
    ("claim", "a claim is registered once for the whole study"),
    ("study", "what a study varies is not varied"),
    ("measure.every", "a study measures at evenings and mornings only"),
    ("format", "there is one format"),
];

impl Vary {
    /// `KEY=VALUE,VALUE…` as given to `--vary`. A comma between brackets, braces or quotes belongs to a value, so
    /// that lists can be varied: `net.hidden=[32],[64,32]`. Behind a semicolon follows a key that moves with the
    /// first, with as many values.
    ///
    /// # Errors
    /// Says what is missing.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut keys = split(text, ';').into_iter().map(one);
        let (key, values) = keys.next().unwrap_or_else(|| one(""))?;
        let linked = keys.collect::<Result<Vec<_>, _>>()?;
        for (place, (other, theirs)) in linked.iter().enumerate() {
            if theirs.len() != values.len() {
                let (many, few) = (values.len(), theirs.len());
                return Err(format!("{key} has {many} values and {other} {few}: keys that move together have as many"));
            }
            if *other == key || linked[..place].iter().any(|(known, _)| known == other) {
                return Err(format!("{other} is there twice"));
            }
        }
        Ok(Self { key, values, linked })
    }

    /// All keys, the first one first.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.key.as_str()).chain(self.linked.iter().map(|(key, _)| key.as_str()))
    }

    /// Every key with its value at one place of the list.
    pub fn at(&self, place: usize) -> impl Iterator<Item = (&str, &str)> {
        let linked = self.linked.iter().map(move |(key, values)| (key.as_str(), values[place].as_str()));
        std::iter::once((self.key.as_str(), self.values[place].as_str())).chain(linked)
    }

    /// Whether it is the seed of the dreams and nothing else: under other dreams an arm shows how far it answers like
    /// itself.
    #[must_use]
    pub fn is_dreams(&self) -> bool {
        self.key == "seeds.dreams" && self.linked.is_empty() && self.values.len() > 1
    }

    /// What a value of one of `[seeds]` adds to the seed of a cell: `seed` is that itself, `seed+1000` another for each;
    /// `None` of any other value.
    #[must_use]
    pub fn beside(key: &str, value: &str) -> Option<u64> {
        let more = value.strip_prefix("seed").filter(|_| key.starts_with("seeds."))?.trim();
        if more.is_empty() { Some(0) } else { more.strip_prefix('+')?.trim().parse().ok() }
    }

    /// As it is written behind `--vary`.
    #[must_use]
    pub fn written(&self) -> String {
        let one = |key: &str, values: &[String]| format!("{key}={}", values.join(","));
        let linked = self.linked.iter().map(|(key, values)| one(key, values));
        std::iter::once(one(&self.key, &self.values)).chain(linked).collect::<Vec<_>>().join("; ")
    }

    /// How it is named in messages.
    #[must_use]
    pub fn flag(&self) -> String {
        format!("--vary {}", self.key)
    }
}

/// One key and its values.
fn one(text: &str) -> Result<(String, Vec<String>), String> {
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
    let values: Vec<String> = split(values, ',').into_iter().map(|value| value.trim().to_owned()).collect();
    if values.iter().any(String::is_empty) {
        return Err("a value is missing: values are separated by single commas".to_owned());
    }
    Ok((key.to_owned(), values))
}

/// Splits at every such character outside brackets, braces and quotes.
fn split(text: &str, at: char) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut quote) = (Vec::new(), 0, 0_u32, None);
    for (place, character) in text.char_indices() {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (None, '"' | '\'') => quote = Some(character),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => depth = depth.saturating_sub(1),
            (None, _) if character == at && depth == 0 => {
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
    fn keys_that_move_together_have_as_many_values() {
        let text = "day.steps=1,2; net.hidden=[8, 8],[9];x=\"a;b\",c";
        let vary = Vary::parse(text).expect("is sound");
        assert_eq!(vary.keys().collect::<Vec<_>>(), ["day.steps", "net.hidden", "x"]);
        assert_eq!(vary.at(0).collect::<Vec<_>>(), [("day.steps", "1"), ("net.hidden", "[8, 8]"), ("x", "\"a;b\"")]);
        assert_eq!(vary.at(1).map(|(_, value)| value).collect::<Vec<_>>(), ["2", "[9]", "c"]);
        assert_eq!(Vary::parse(&vary.written()), Ok(vary));
        for text in ["a=1,2;b=1", "a=1;a=2", "a=1;b=2;b=3", "a=1;", "a=1;seed=2", ";a=1"] {
            assert!(Vary::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_varied_is_told() {
        for text in ["days", "=1", "a..b=1", "days=", "days=1,,2", "days=1,", "seed=1,2", "seed=1", "arms.live=all,x"] {
            assert!(Vary::parse(text).is_err(), "{text}");
        }
        assert!(Vary::parse("seeds.dreams=1,2").is_ok());
    }

    #[test]
    fn a_seed_may_be_said_by_that_of_the_cell() {
        let of = |value: &str| Vary::beside("seeds.dreams", value);
        assert_eq!([of("seed"), of("seed+7"), of("seed + 7")], [Some(0), Some(7), Some(7)]);
        assert_eq!([of("7"), of("seed-7"), of("seeds"), of("seed+x")], [None; 4]);
        assert_eq!(Vary::beside("days", "seed"), None);
    }
}
