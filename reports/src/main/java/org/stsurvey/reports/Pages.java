package org.stsurvey.reports;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stsurvey.reports.page.Page;
import org.stsurvey.reports.page.Section;

/// Assembles the page of a list's newest run.
final class Pages {

    /// A page and the name of its file.
    record Named(String file, String list, Page page) {}

    private Pages() {}

    /// One page a list; the first is the index.
    static List<Named> of(TableFolder folder) {
        List<RunTables> newest = RunTables.newestOfEachList(folder);
        List<Named> pages = new ArrayList<>();
        for (RunTables tables : newest) {
            List<Page.Link> siblings = newest.stream()
                    .filter(other -> !other.list().equals(tables.list()))
                    .map(other -> new Page.Link(other.list() + ", " + other.run(), file(newest, other)))
                    .toList();
            pages.add(new Named(file(newest, tables), tables.list(), page(tables, siblings)));
        }
        return pages;
    }

    /// What the newest run of each list found and what changed, a line each.
    static List<String> summary(TableFolder folder) {
        return RunTables.newestOfEachList(folder).stream()
                .flatMap(tables -> new Changes(tables).lines().stream())
                .toList();
    }

    private static String file(List<RunTables> newest, RunTables tables) {
        return tables.list().equals(newest.getFirst().list()) ? "index.html" : "list-" + tables.list() + ".html";
    }

    /// `1 November 2026`.
    private static String date(String run) {
        return LocalDate.parse(run).format(DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH));
    }

    private static Page page(RunTables tables, List<Page.Link> siblings) {
        var method = new Method(tables);
        List<Section> sections = new ArrayList<>();
        sections.add(new ChangeSection(tables).build());
        new TimeSections(tables).build().ifPresent(sections::add);
        sections.addAll(new AdoptionSections(tables).build());
        sections.add(new FailureSection(tables).build());
        sections.add(new PlaceSection(tables).build());
        new SubsetSection(tables).build().ifPresent(sections::add);
        sections.addAll(new ProviderSections(tables).build());
        sections.addAll(new PolicySections(tables).build());
        sections.add(new ComparisonSection(tables).build());
        sections.add(new QualitySection(tables).build());
        return new Page(
                "MTA-STS adoption, " + date(tables.run()),
                Display.count(tables.facts().count("domains")) + " domains of the list " + tables.list()
                        + method.listEdition(),
                method.synthetic()
                        ? Optional.of(
                                "Synthetic data. This world was made up by the embedded lab; the numbers say nothing about"
                                        + " the Internet.")
                        : Optional.empty(),
                siblings,
                new HeadlineScreen(tables).build(),
                sections,
                method.facts(),
                method.terms(),
                method.caveats(),
                method.citation(),
                List.of(
                        new Page.Link("report as Markdown", "report.md"),
                        new Page.Link("manifest of this run", tables.entry().manifest()),
                        new Page.Link("index of all tables", "tables/tables.json"),
                        new Page.Link("definitions in SQL", "tables/sql/definitions.sql"),
                        new Page.Link("description of all files", DataPackage.FILE),
                        new Page.Link("checksums", "SHA256SUMS")));
    }
}
