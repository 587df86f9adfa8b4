//! Forms whose names carry brackets: `line_items[0][price_data][currency]`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::failure::Failure;

/// The values below one name, or of a whole form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Form(pub(super) BTreeMap<String, Node>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Text(String),
    Branch(Form),
}

impl Form {
    pub(super) fn read(body: &[u8]) -> Result<Self, Failure> {
        let mut form = Self::default();
        for (name, value) in url::form_urlencoded::parse(body) {
            let steps = steps(&name);
            let steps = steps.ok_or_else(|| Failure::invalid("Invalid request"))?;
            form.put(&steps, &value, &name)?;
        }
        Ok(form)
    }

    /// The text at the end of a path.
    pub(super) fn text(&self, path: &[&str]) -> Option<&str> {
        let (last, branches) = path.split_last()?;
        match self.branch(branches)?.0.get(*last)? {
            Node::Text(text) => Some(text),
            Node::Branch(_) => None,
        }
    }

    /// A number that was checked to be one.
    pub(super) fn int(&self, path: &[&str]) -> Option<i64> {
        self.text(path)?.parse().ok()
    }

    pub(super) fn branch(&self, path: &[&str]) -> Option<&Self> {
        path.iter()
            .try_fold(self, |form, step| match form.0.get(*step)? {
                Node::Branch(branch) => Some(branch),
                Node::Text(_) => None,
            })
    }

    /// The members of a list in their order. Nothing when the names are not
    /// 0, 1, 2 and so on.
    pub(super) fn list(&self) -> Option<Vec<(usize, &Node)>> {
        let members = self.0.iter().map(|(name, node)| {
            let index: usize = name.parse().ok()?;
            Some((index, node))
        });
        let mut members: Vec<_> = members.collect::<Option<_>>()?;
        members.sort_by_key(|(index, _)| *index);
        let is_whole = members.iter().map(|(index, _)| *index).eq(0..members.len());
        is_whole.then_some(members)
    }

    /// Metadata and the like: names with texts.
    pub(super) fn words(&self, path: &[&str]) -> Value {
        let words = self.branch(path).into_iter().flat_map(|it| &it.0);
        let words = words.filter_map(|(name, node)| match node {
            Node::Text(text) => Some((name.clone(), json!(text))),
            Node::Branch(_) => None,
        });
        words.collect()
    }

    fn put(&mut self, steps: &[&str], value: &str, name: &str) -> Result<(), Failure> {
        let Some((first, rest)) = steps.split_first() else {
            return Ok(());
        };
        // `name[]` stands for the next place of a list.
        let first = match *first {
            "" => self.0.len().to_string(),
            first => first.to_owned(),
        };
        if rest.is_empty() {
            let old = self.0.insert(first, Node::Text(value.to_owned()));
            let twice = || Failure::invalid(&format!("{name} is given twice"));
            return old.is_none().then_some(()).ok_or_else(twice);
        }
        let branch = self.0.entry(first);
        match branch.or_insert_with(|| Node::Branch(Self::default())) {
            Node::Branch(branch) => branch.put(rest, value, name),
            Node::Text(_) => Err(Failure::invalid(&format!("Invalid object: {name}"))),
        }
    }
}

/// `a[b][c]` as a, b, c.
fn steps(name: &str) -> Option<Vec<&str>> {
    let (first, mut rest) = name.split_at(name.find('[').unwrap_or(name.len()));
    if first.is_empty() {
        return None;
    }
    let mut steps = vec![first];
    while !rest.is_empty() {
        let (step, after) = rest.strip_prefix('[')?.split_once(']')?;
        steps.push(step);
        rest = after;
    }
    Some(steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_objects_and_lists() {
        let body = b"a=1&b[c][d]=x+y&e[0][f]=2&e[1][f]=3&g[]=h&g[]=i&m[my%20key]=v";
        let form = Form::read(body).expect("a form");
        assert_eq!(form.int(&["a"]), Some(1));
        assert_eq!(form.text(&["b", "c", "d"]), Some("x y"));
        assert_eq!(form.text(&["e", "1", "f"]), Some("3"));
        assert_eq!(
            form.branch(&["g"]).and_then(Form::list).map(|it| it.len()),
            Some(2)
        );
        assert_eq!(form.words(&["m"]), json!({"my key": "v"}));
        assert_eq!(form.text(&["b"]), None);
    }

    #[test]
    fn what_contradicts_itself_is_no_form() {
        for bad in ["a=1&a=2", "a=1&a[b]=2", "a[b=1", "[a]=1", "a[b]c=1"] {
            assert!(Form::read(bad.as_bytes()).is_err(), "{bad}");
        }
        let gap = Form::read(b"a[0]=1&a[2]=1").expect("a form");
        assert!(gap.branch(&["a"]).and_then(Form::list).is_none());
    }
}
