package org.stsurvey.scanner.observation;

import java.util.Locale;

/// Whether a domain publishes an MTA-STS record, good or bad: the ground of every failure table.
public final class PublishedRecord {

    private PublishedRecord() {}

    /// At least one TXT record whose concatenated strings contain `STSv`, in any case.
    public static boolean isIn(DnsLookup txt) {
        return txt.answer() instanceof DnsAnswer.Found found
                && found.records(RecordData.Txt.class).stream()
                        .anyMatch(record ->
                                record.joined().toLowerCase(Locale.ROOT).contains("stsv"));
    }
}
