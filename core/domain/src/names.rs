//! Enums that the database knows by name.

/// Gives an enum of unit variants its stored names: `ALL`, `name()` and
/// `TryFrom<String>`, so that the three can never disagree.
macro_rules! stored_names {
    ($kind:ident { $($variant:ident => $name:literal),+ $(,)? }) => {
        impl $kind {
            /// Every value.
            pub const ALL: [Self; [$(Self::$variant),+].len()] = [$(Self::$variant),+];

            /// The stored name.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }
        }

        impl TryFrom<String> for $kind {
            type Error = String;

            fn try_from(name: String) -> Result<Self, String> {
                Self::ALL
                    .into_iter()
                    .find(|value| value.name() == name)
                    .ok_or_else(|| format!("unknown {}: {name:?}", stringify!($kind)))
            }
        }
    };
}

pub(crate) use stored_names;

#[cfg(test)]
mod tests {
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    enum Size {
        Small,
        Large,
    }
    stored_names!(Size { Small => "small", Large => "large" });

    #[test]
    fn names_read_back_and_unknown_ones_are_told() {
        for size in Size::ALL {
            assert_eq!(Size::try_from(size.name().to_owned()), Ok(size));
        }
        assert_eq!(
            Size::try_from("huge".to_owned()),
            Err("unknown Size: \"huge\"".to_owned())
        );
    }
}
