//! The colours of charts, as the style sheet knows them: told apart by whoever sees
//! red and green alike, too (light to dark, blue against orange).

/// A colour as it stands in the SVG.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub &'static str);

/// The one line or band of a chart.
pub const MAIN: Colour = Colour("#0F7B8A");
/// Letters of axes.
pub const TEXT: Colour = Colour("#4A5768");
/// Lines behind what is drawn.
pub const GRID: Colour = Colour("#DFE5EB");

/// What went well.
pub const GOOD: Colour = Colour("#17735C");
/// Looks well; nobody said so.
pub const FAIR: Colour = Colour("#8FC7BA");
/// Neither.
pub const NEUTRAL: Colour = Colour("#C9D1DA");
/// Looks bad; nobody said so.
pub const POOR: Colour = Colour("#F0B67A");
/// Went badly.
pub const BAD: Colour = Colour("#D97B29");
/// Ended with a human.
pub const ESCALATED: Colour = Colour("#A63D40");

/// Every colour there is.
pub const ALL: [Colour; 9] = [MAIN, TEXT, GRID, GOOD, FAIR, NEUTRAL, POOR, BAD, ESCALATED];
