package org.stsurvey.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stsurvey.reports.page.Bars;
import org.stsurvey.reports.page.Exhibit;
import org.stsurvey.reports.page.Section;
import org.stsurvey.reports.page.TableView;

/// Which of the run's lists, and which groups of domains, have it: only of runs over several lists, or with
/// labels.
final class SubsetSection {

    private static final int GROUPS_DRAWN = 12;
    private static final int GROUPS_PRINTED = 40;

    private final RunTables tables;
    private final Exhibits exhibits;

    SubsetSection(RunTables tables) {
        this.tables = tables;
        this.exhibits = new Exhibits(tables);
    }

    Optional<Section> build() {
        List<Exhibit> shown = new ArrayList<>();
        List<Row> lists = tables.rows("source_lists");
        if (!lists.isEmpty()) {
            shown.add(byList(lists));
        }
        List<Row> groups = tables.rows("groups");
        if (!groups.isEmpty()) {
            shown.add(byGroup(groups));
        }
        return shown.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section(
                        "subsets",
                        "Lists and groups",
                        "A domain counts in every list that names it and in every group that it belongs to, so these rows do"
                                + " not add up to the run.",
                        shown));
    }

    private Exhibit byList(List<Row> rows) {
        TableView table = counts(new Columns().code("List", "source")).of("Adoption in each list of the run", rows);
        return exhibits.figure("source_lists", bars("Testing or enforce (N4) by list", "source", rows), table);
    }

    private Exhibit byGroup(List<Row> rows) {
        List<Row> drawn = rows.stream()
                .filter(row -> !row.text("domain_group").isEmpty())
                .limit(GROUPS_DRAWN)
                .toList();
        TableView table = counts(new Columns().add("Group", TableView.Kind.TEXT, SubsetSection::group))
                .first(GROUPS_PRINTED, "Adoption by group, most publishers first", rows);
        return drawn.isEmpty()
                ? exhibits.table("groups", table)
                : exhibits.figure("groups", bars("Testing or enforce (N4) by group", "domain_group", drawn), table);
    }

    private static Columns counts(Columns columns) {
        return columns.count("Published (N1)", "published")
                .count("Usable (N3)", "usable")
                .count("Testing or enforce (N4)", "domains")
                .count("Enforce (N5)", "enforce")
                .count("Listed (D1)", "of_domains")
                .share("N4/D1", "share")
                .interval();
    }

    private static String group(Row row) {
        return row.text("domain_group").isEmpty() ? "(no group)" : row.text("domain_group");
    }

    private static Bars bars(String title, String name, List<Row> rows) {
        return Exhibits.bars(
                title,
                Exhibits.describe(rows, name),
                rows.stream()
                        .map(row -> Exhibits.barWithInterval(
                                row, row.text(name), "of " + Display.count(row.count("of_domains")), Bars.Tone.MAIN))
                        .toList());
    }
}
