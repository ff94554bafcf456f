package org.stsurvey.inputs;

/// A name with the domain that it is counted by, in one text that is as long as the name: the dot in front of that
/// domain is a bar, `www|example.co.uk`. A name that is counted by itself has none.
///
/// So the public suffix list, which costs more than all else that is done to a name, is asked only once for it: when
/// it is read, long before the names of a domain meet.
final class CountedName {
    private static final char BAR = '|';

    private CountedName() {}

    /// @param domain which the name is, or lies below
    static String of(String name, String domain) {
        int front = name.length() - domain.length() - 1;
        return front < 0 ? name : name.substring(0, front) + BAR + domain;
    }

    static String name(String counted) {
        return counted.replace(BAR, '.');
    }

    static String domain(String counted) {
        return counted.substring(counted.indexOf(BAR) + 1);
    }
}
