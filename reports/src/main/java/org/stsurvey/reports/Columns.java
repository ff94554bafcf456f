package org.stsurvey.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.stsurvey.reports.page.TableView;
import org.stsurvey.reports.page.TableView.Kind;

/// Chosen columns of a table and how to print each: turns rows into a [TableView].
final class Columns {

    private record Printed(TableView.Column column, Function<Row, String> cell) {}

    private final List<Printed> columns = new ArrayList<>();

    Columns text(String header, String column) {
        return add(header, Kind.TEXT, row -> row.text(column));
    }

    Columns code(String header, String column) {
        return add(header, Kind.CODE, row -> row.text(column));
    }

    Columns count(String header, String column) {
        return add(
                header,
                Kind.NUMBER,
                row -> row.maybeCount(column).isPresent() ? Display.count(row.count(column)) : Display.NONE);
    }

    Columns share(String header, String column) {
        return add(header, Kind.NUMBER, row -> Display.percent(row.share(column)));
    }

    /// `domains` of `of_domains`, their share and its Wilson interval.
    Columns rate() {
        return count("Domains", "domains")
                .count("of", "of_domains")
                .share("Share", "share")
                .interval();
    }

    Columns interval() {
        return add(
                "95 % interval",
                Kind.NUMBER, row -> Display.interval(row.share("wilson_low"), row.share("wilson_high")));
    }

    Columns add(String header, Kind kind, Function<Row, String> cell) {
        columns.add(new Printed(new TableView.Column(header, kind), cell));
        return this;
    }

    /// Prints all rows.
    TableView of(String caption, List<Row> rows) {
        return first(rows.size(), caption, rows);
    }

    /// Prints the first rows and says how many were left out.
    TableView first(int limit, String caption, List<Row> rows) {
        List<List<String>> cells = rows.stream()
                .limit(limit)
                .map(row -> columns.stream().map(each -> each.cell().apply(row)).toList())
                .toList();
        int left = rows.size() - cells.size();
        return new TableView(
                caption,
                columns.stream().map(Printed::column).toList(),
                cells,
                left > 0 ? Display.count(left) + " more rows are in the CSV and Parquet files." : "");
    }
}
