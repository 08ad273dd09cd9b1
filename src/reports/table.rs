//! Columns of text that stand under each other, within the width of a terminal.

/// The width that every terminal has, in characters.
const WIDTH: usize = 80;

/// The least that is worth to wrap to, in characters.
const NARROW: usize = 20;

/// Lays rows out in columns; numbers (all columns but the named ones) end right. Text in
/// the last column goes on below, and a row of one cell is a remark over all columns.
pub(super) fn columns(rows: &[Vec<String>], left: &[usize]) -> String {
    let widths = widths(rows);
    let mut text = String::new();
    for row in rows {
        let lines = match row.as_slice() {
            [remark] if widths.len() > 1 => wrapped(remark, WIDTH),
            cells => laid_out(cells, &widths, left),
        };
        for line in lines {
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }
    text
}

fn widths(rows: &[Vec<String>]) -> Vec<usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let is_remark = |row: &Vec<String>| row.len() == 1 && columns > 1;
    let width = |column: usize| {
        let rows = rows.iter().filter(|row| !is_remark(row));
        let cells = rows.filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    (0..columns).map(width).collect()
}

fn laid_out(cells: &[String], widths: &[usize], left: &[usize]) -> Vec<String> {
    let mut line = String::from(" ");
    for (column, cell) in cells.iter().enumerate() {
        let padding = " ".repeat(widths[column] - cell.chars().count());
        let begin = line.chars().count() + 1;
        let is_last = column + 1 == widths.len();
        match left.contains(&column) {
            true if is_last && begin + NARROW <= WIDTH => {
                let mut lines = wrapped(cell, WIDTH - begin).into_iter();
                line.push_str(&format!(" {}", lines.next().unwrap_or_default()));
                let below = lines.map(|more| format!("{}{more}", " ".repeat(begin)));
                return std::iter::once(line).chain(below).collect();
            }
            true => line.push_str(&format!(" {cell}{padding} ")),
            false => line.push_str(&format!(" {padding}{cell} ")),
        }
    }
    vec![line]
}

/// Lines of at most so many characters, cut between words and set in like the first one.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let indent = " ".repeat(text.chars().take_while(|c| *c == ' ').count());
    let mut lines = Vec::new();
    let mut line = indent.clone();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let is_first = line.len() == indent.len();
        if !is_first && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(std::mem::replace(&mut line, indent.clone()));
        } else if !is_first {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

/// Running text over lines that fit a terminal.
pub(super) fn paragraph(text: &str) -> String {
    wrapped(text, WIDTH).join("\n")
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

    fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
        let cells = |row: &&[&str]| row.iter().map(|cell| (*cell).to_owned()).collect();
        rows.iter().map(cells).collect()
    }

    #[test]
    fn columns_stand_under_each_other() {
        let rows = rows(&[&["rib", "7"], &["été", "12"]]);
        assert_eq!(columns(&rows, &[0]), "  rib   7\n  été  12\n");
        assert_eq!(shortened("changer  mon rib", 8), "changer…");
    }

    #[test]
    fn a_remark_spans_all_columns_and_widens_none() {
        let rows = rows(&[&["rib", "7"], &["    nobody answers this"], &["été", "12"]]);
        assert_eq!(
            columns(&rows, &[0]),
            "  rib   7\n    nobody answers this\n  été  12\n"
        );
    }

    #[test]
    fn long_text_goes_on_below_within_80_columns() {
        let title = "word ".repeat(20);
        let laid_out = columns(&rows(&[&["name", "7", &title]]), &[0, 2]);
        assert!(laid_out.lines().count() > 1);
        for line in laid_out.lines() {
            assert!(line.chars().count() <= WIDTH, "{line}");
        }
        assert!(
            laid_out
                .lines()
                .nth(1)
                .is_some_and(|line| line.starts_with("           word"))
        );
    }
}
