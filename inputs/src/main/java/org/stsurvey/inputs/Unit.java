package org.stsurvey.inputs;

import java.util.Arrays;
import java.util.stream.Collectors;

/// What one target stands for, which decides what a rate is a rate of. Runs of different units are not comparable.
public enum Unit {
    /// Every distinct name of the list.
    AS_LISTED("as-listed"),
    /// Every distinct registrable domain: one label below a public suffix, private suffixes such as `github.io`
    /// included. A private suffix itself counts as the domain that its owner has registered.
    REGISTRABLE("registrable");

    private final String code;

    Unit(String code) {
        this.code = code;
    }

    /// The name used on the command line and in files.
    public String code() {
        return code;
    }

    /// The unit of a code.
    ///
    /// @throws IllegalArgumentException for anything that is no unit's code
    public static Unit ofCode(String code) {
        return Arrays.stream(values())
                .filter(unit -> unit.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unit \"" + code + "\" is none of "
                        + Arrays.stream(values()).map(Unit::code).collect(Collectors.joining(", "))));
    }
}
