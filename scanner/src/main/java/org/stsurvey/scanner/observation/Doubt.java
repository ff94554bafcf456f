package org.stsurvey.scanner.observation;

/// What of a resolver's answers cannot be believed for a while.
public enum Doubt {
    /// All of them: it denied what is there, or made up what is not.
    ANSWERS,

    /// That they are authentic (AD) or not: it has stopped to validate.
    SIGNATURES
}
