package org.stsurvey.reports;

import java.util.List;
import java.util.stream.Collectors;
import org.stsurvey.reports.page.Exhibit;
import org.stsurvey.reports.page.Headline;
import org.stsurvey.reports.page.Page;
import org.stsurvey.reports.page.Section;
import org.stsurvey.reports.page.TableView;

/// The report as Markdown: the same numbers and words as the pages, figures by reference.
final class Markdown {

    private final StringBuilder out = new StringBuilder();

    private Markdown() {}

    static String of(List<Pages.Named> pages) {
        var markdown = new Markdown();
        pages.forEach(named -> markdown.page(named.page(), named.list()));
        return markdown.out.toString();
    }

    private void page(Page page, String list) {
        line("# " + escaped(page.title()));
        paragraph(escaped(page.context()) + ".");
        page.warning().ifPresent(warning -> paragraph("**" + escaped(warning) + "**"));
        headline(page.headline());
        page.sections().forEach(section -> section(section, list));
        line("## Method");
        bullets(page.terms().stream()
                .map(term -> "**" + escaped(term.code() + " " + term.name()) + "**: " + escaped(term.meaning()))
                .toList());
        bullets(page.caveats().stream().map(Markdown::escaped).toList());
        bullets(page.facts().stream()
                .map(fact -> "**" + escaped(fact.name()) + "**: " + escaped(fact.value()))
                .toList());
        line("## How to cite it");
        bullets(page.citation().stream().map(Markdown::escaped).toList());
    }

    private void headline(Headline headline) {
        paragraph("**" + escaped(headline.share()) + "**: " + escaped(headline.count()) + " "
                + escaped(headline.meaning()));
        headline.changes().forEach(change -> paragraph(escaped(change) + "."));
        headline.bounds().forEach(bound -> paragraph(escaped(bound)));
    }

    private void section(Section section, String list) {
        line("## " + escaped(section.title()));
        paragraph(escaped(section.lead()));
        for (Exhibit exhibit : section.exhibits()) {
            line("### " + escaped(exhibit.title()));
            paragraph(escaped(exhibit.measure() + " " + exhibit.description()));
            exhibit.chart()
                    .ifPresent(chart -> paragraph(
                            "![" + escaped(chart.title()) + "](figures/" + list + "-" + exhibit.id() + ".svg)"));
            table(exhibit.table());
            paragraph(exhibit.downloads().stream()
                    .map(link -> "[" + link.text() + "](" + link.target() + ")")
                    .collect(Collectors.joining(" · ")));
        }
    }

    private void table(TableView table) {
        row(table.columns().stream().map(TableView.Column::header).toList());
        out.append(table.columns().stream()
                        .map(column -> column.kind() == TableView.Kind.NUMBER ? "---:" : "---")
                        .collect(Collectors.joining(" | ", "| ", " |")))
                .append('\n');
        table.rows().forEach(this::row);
        out.append('\n');
        if (!table.remainder().isEmpty()) {
            paragraph(escaped(table.remainder()));
        }
    }

    private void row(List<String> cells) {
        out.append(cells.stream().map(Markdown::escaped).collect(Collectors.joining(" | ", "| ", " |")))
                .append('\n');
    }

    private void bullets(List<String> lines) {
        lines.forEach(each -> out.append("- ").append(each).append('\n'));
        out.append('\n');
    }

    private void line(String text) {
        out.append(text).append("\n\n");
    }

    private void paragraph(String text) {
        line(text);
    }

    private static boolean isAfterWww(String text, int at) {
        return at >= 3 && text.regionMatches(true, at - 3, "www", 0, 3);
    }

    /// Text that Markdown, and the HTML inside it, take for nothing but text.
    static String escaped(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '\\', '`', '*', '_', '{', '}', '[', ']', '(', ')', '#', '|', '~', '!', '$' ->
                    escaped.append('\\').append(c);
                // Nor do addresses become links by themselves, as they do in the Markdown of GitHub.
                case '@' -> escaped.append("&#64;");
                case ':' -> escaped.append(text.startsWith("://", i) ? "&#58;" : ":");
                case '.' -> escaped.append(isAfterWww(text, i) ? "&#46;" : ".");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
