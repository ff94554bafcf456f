package org.stsurvey.inputs;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Which list a run was made from.
///
/// @param name as cited, else made from the file's name
/// @param id the publisher's id of the edition
/// @param date the day of the edition
/// @param url where the edition can be had
/// @param sha256 of all bytes of the list as they were given (compressed, if they were), in lower-case
/// hexadecimal; of several lists, the digest of their digests, each on a line, in the order in which they were
/// given
/// @param sources the lists that a run of several was made from; empty for a run of one
public record ListIdentity(
        String name,
        Optional<String> id,
        Optional<LocalDate> date,
        Optional<String> url,
        String sha256,
        Optional<List<ListIdentity>> sources) {

    /// A single list.
    public ListIdentity(
            String name, Optional<String> id, Optional<LocalDate> date, Optional<String> url, String sha256) {
        this(name, id, date, url, sha256, Optional.empty());
    }

    /// What is missing for readers to find this very edition, as in [ListCitation#gap()]; empty if nothing is.
    public Optional<String> gap() {
        return new ListCitation(Optional.of(name), id, date, url).gap();
    }
}
