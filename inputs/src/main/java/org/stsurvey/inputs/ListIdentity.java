package org.stsurvey.inputs;

import java.time.LocalDate;
import java.util.Optional;

/// Which list a run was made from.
///
/// @param name as cited, else made from the file's name
/// @param id the publisher's id of the edition
/// @param date the day of the edition
/// @param url where the edition can be had
/// @param sha256 of all bytes of the list as they were given (compressed, if they were), in lower-case hexadecimal
public record ListIdentity(
        String name, Optional<String> id, Optional<LocalDate> date, Optional<String> url, String sha256) {}
