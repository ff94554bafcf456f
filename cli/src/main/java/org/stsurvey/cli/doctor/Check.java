package org.stsurvey.cli.doctor;

/// What was found about one thing that a scan depends on.
///
/// @param name of the check, stable, in snake_case
/// @param about which one, where there are several of the kind: an address, a folder; else empty
/// @param seen what was found, in words
/// @param rule what is wanted, and why
/// @param remedy what to do; empty where nothing is to be done
public record Check(String name, String about, Verdict verdict, String seen, String rule, String remedy) {

    /// How fit the machine is in one respect.
    public enum Verdict {
        OK,
        /// A scan can be made, and will be slower, or will say less, than it could.
        ATTENTION,
        /// A scan would fail, or its figures could not be published.
        BAD
    }

    static Check ok(String name, String about, String seen, String rule) {
        return new Check(name, about, Verdict.OK, seen, rule, "");
    }

    static Check attention(String name, String about, String seen, String rule, String remedy) {
        return new Check(name, about, Verdict.ATTENTION, seen, rule, remedy);
    }

    static Check bad(String name, String about, String seen, String rule, String remedy) {
        return new Check(name, about, Verdict.BAD, seen, rule, remedy);
    }
}
