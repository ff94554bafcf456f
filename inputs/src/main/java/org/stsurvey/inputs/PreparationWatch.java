package org.stsurvey.inputs;

/// Looks on while a list is prepared. All is called on the preparing thread, so it should not take long.
public interface PreparationWatch {
    /// Looks away.
    PreparationWatch NONE = new PreparationWatch() {};

    /// Whether [#became] is to be called: for a list of 100 million names that is as many calls.
    default boolean wantsFates() {
        return false;
    }

    /// Is told what became of a line or name. A name that several lists have is told of once.
    default void became(Fate fate) {}

    /// Is told now and then how far it is.
    ///
    /// @param lines read so far, of all lists
    /// @param targets written so far; the first is written when all lines were read
    default void reached(long lines, long targets) {}
}
