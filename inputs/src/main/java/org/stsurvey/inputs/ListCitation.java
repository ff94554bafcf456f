package org.stsurvey.inputs;

import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the operator says a list is, for citing it; nothing of it can be read from the list itself.
///
/// @param name short name that also becomes a folder's name: lower-case letters, digits and hyphens, at most 64;
/// if empty, it is made from the file's name
/// @param id the publisher's id of this very edition, such as Tranco's `XK2N`
/// @param date the day of the edition
/// @param url where this edition can be had
public record ListCitation(Optional<String> name, Optional<String> id, Optional<LocalDate> date, Optional<String> url) {
    static final int MAX_NAME_LENGTH = 64;

    private static final String TRANCO = "tranco";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

    /// Checks the citation.
    ///
    /// @throws IllegalArgumentException if the name cannot be a folder's, or id or url hold control characters
    public ListCitation {
        name.ifPresent(text -> {
            if (text.length() > MAX_NAME_LENGTH || !NAME.matcher(text).matches()) {
                throw new IllegalArgumentException("list name \"" + Excerpt.of(text)
                        + "\" must be 1 to 64 lower-case letters, digits or hyphens and begin with no hyphen");
            }
        });
        id.ifPresent(text -> requirePrintable("list id", text));
        url.ifPresent(text -> requirePrintable("list url", text));
    }

    /// Nothing is known but what the file's name tells.
    public static ListCitation none() {
        return new ListCitation(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// A citation by name alone.
    public static ListCitation named(String name) {
        return new ListCitation(Optional.of(name), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// What is missing for readers to find this very edition of a list that its publisher gives an id to; empty
    /// if nothing is.
    ///
    /// Tranco makes a list a day, keeps all of them and asks to be cited by their ids: a figure of "Tranco"
    /// without one cannot be checked by anybody.
    public Optional<String> gap() {
        boolean tranco = name.filter(text -> text.equals(TRANCO) || text.startsWith(TRANCO + "-"))
                .isPresent();
        return tranco && id.isEmpty()
                ? Optional.of(
                        "list name \"" + name.get()
                                + "\" has no id, and Tranco's lists are cited by theirs (it is in the file's name and at https://tranco-list.eu)")
                : Optional.empty();
    }

    /// @param usualName the list's name if the citation has none
    ListIdentity identify(String usualName, String sha256) {
        return new ListIdentity(name.orElse(usualName), id, date, url, sha256);
    }

    private static void requirePrintable(String thing, String text) {
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    thing + " \"" + Excerpt.of(text) + "\" must not be blank or hold control characters");
        }
    }
}
