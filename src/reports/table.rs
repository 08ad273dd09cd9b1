//! Columns of text that stand under each other.

/// Lays rows out in columns; numbers (all columns but the named ones) end right.
pub(super) fn columns(rows: &[Vec<String>], left: &[usize]) -> String {
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
    };
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::from(" ");
        for (column, cell) in row.iter().enumerate() {
            let padding = " ".repeat(widths[column] - cell.chars().count());
            let (before, behind) = if left.contains(&column) {
                ("", padding.as_str())
            } else {
                (padding.as_str(), "")
            };
            line.push_str(&format!(" {before}{cell}{behind} "));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// A text of at most so many characters, cut with an ellipsis.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let mut short: String = line.chars().take(most.saturating_sub(1)).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other() {
        let rows = [
            vec!["rib".to_owned(), "7".to_owned()],
            vec!["été".to_owned(), "12".to_owned()],
        ];
        assert_eq!(columns(&rows, &[0]), "  rib   7\n  été  12\n");
        assert_eq!(shortened("changer  mon rib", 8), "changer…");
    }
}
