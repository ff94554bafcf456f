package org.stsurvey.reports.page;

import java.util.List;

/// A part of the page under one heading.
///
/// @param id anchor
/// @param lead one or two sentences that say what is found here, with its numbers
public record Section(String id, String title, String lead, List<Exhibit> exhibits) {
    public Section {
        exhibits = List.copyOf(exhibits);
    }
}
