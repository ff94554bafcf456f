package org.stsurvey.inputs;

/// Untrusted text as a field of a CSV file (RFC 4180), always in quotes; where a spreadsheet would take its first
/// character for a formula's, an apostrophe stands in front (OWASP ASVS 1.2.10).
final class CsvCell {
    private static final String FORMULA_STARTS = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    private CsvCell() {}

    /// @param text without line breaks, such as an [Excerpt]
    static String of(String text) {
        boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
        return "\"" + (formula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
    }
}
