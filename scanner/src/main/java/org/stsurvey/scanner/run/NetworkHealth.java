package org.stsurvey.scanner.run;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.stsurvey.scanner.observation.Doubt;

/// How the network looked to a run while it went on: what names with known answers said, and when the run held
/// still because of it. Asked when the run ends, for the manifest and for the quality gate, and by the progress
/// line.
public interface NetworkHealth {

    /// Asks the canaries once more, before a run is believed to have ended well.
    void lookAgain() throws InterruptedException;

    /// Waits until canaries have been asked again: what was seen before can then be believed, unless it is in doubt.
    default void vouch() throws InterruptedException {}

    /// Whether what was seen between two moments of `System.nanoTime` cannot be believed.
    default boolean isDoubted(Doubt what, long from, long to) {
        return false;
    }

    /// What canaries said since this process began.
    List<Sample> samples();

    /// When this process held still.
    List<Interval> pauses();

    /// One word for the progress line, such as `ok` or `paused`; empty if nobody looks.
    String now();

    /// What else a reader of the run should know of the network, for the warnings of the manifest.
    default List<String> remarks() {
        return List.of();
    }

    /// One question whose answer is known.
    ///
    /// @param resolver the resolver asked
    /// @param canary the name asked for
    /// @param ok whether the answer was the one that it must be
    /// @param detail what was wrong; empty if nothing was
    record Sample(Instant at, String resolver, String canary, boolean ok, String detail) {
        /// The same with what a function makes of its texts.
        Sample saying(UnaryOperator<String> words) {
            return new Sample(at, words.apply(resolver), canary, ok, words.apply(detail));
        }
    }

    /// Nobody looks.
    static NetworkHealth unknown() {
        return new NetworkHealth() {
            @Override
            public void lookAgain() {}

            @Override
            public List<Sample> samples() {
                return List.of();
            }

            @Override
            public List<Interval> pauses() {
                return List.of();
            }

            @Override
            public String now() {
                return "";
            }
        };
    }
}
