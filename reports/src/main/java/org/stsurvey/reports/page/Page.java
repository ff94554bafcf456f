package org.stsurvey.reports.page;

import java.util.List;
import java.util.Optional;

/// One page of the report: one list's newest run, with what earlier runs of the list add to it.
///
/// @param title heading of the page
/// @param context list, date and size in one line
/// @param warning what a reader must know before anything else, such as that the data are synthetic
/// @param siblings pages of the other lists
/// @param headline the first screen
/// @param sections the rest, in reading order
/// @param facts how the run was made, by name
/// @param terms the numerators and denominators
/// @param caveats what the numbers do not say
/// @param citation how to cite the list and the run
/// @param downloads files that go with the page
public record Page(
        String title,
        String context,
        Optional<String> warning,
        List<Link> siblings,
        Headline headline,
        List<Section> sections,
        List<Fact> facts,
        List<Term> terms,
        List<String> caveats,
        List<String> citation,
        List<Link> downloads) {

    public Page {
        siblings = List.copyOf(siblings);
        sections = List.copyOf(sections);
        facts = List.copyOf(facts);
        terms = List.copyOf(terms);
        caveats = List.copyOf(caveats);
        citation = List.copyOf(citation);
        downloads = List.copyOf(downloads);
    }

    /// A link to a file of the report.
    public record Link(String text, String target) {}

    /// A fact about the run.
    public record Fact(String name, String value) {}

    /// A numerator or denominator.
    public record Term(String code, String name, String meaning) {}
}
