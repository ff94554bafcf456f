package org.stsurvey.scanner.observe.dns;

import java.time.Duration;
import org.stsurvey.scanner.observation.Doubt;

/// Is told what happens to the resolvers while a scan runs; called by the DNS thread, so it must not block.
public interface ResolverEvents {

    /// A resolver is asked nothing until it is well again.
    ///
    /// @param resolver as `host:port`
    /// @param why what is wrong, to follow its name: "does not answer"
    void paused(String resolver, String why);

    /// It is well again.
    ///
    /// @param after how long it was paused for
    void resumed(String resolver, Duration after);

    /// What it said since a moment cannot be believed.
    ///
    /// @param since as of `System.nanoTime`: when it last gave the answer that it must give, or was asked for it
    void doubted(String resolver, Doubt doubt, long since);

    /// From now on it can be believed again.
    ///
    /// @param until as of `System.nanoTime`
    void believed(String resolver, Doubt doubt, long until);

    /// No resolver has been well for as long as the settings allow; nothing more can be asked.
    void gaveUp(String why);

    /// For whoever has one answer to wait for and no operator to tell.
    ResolverEvents IGNORED = new ResolverEvents() {
        @Override
        public void paused(String resolver, String why) {}

        @Override
        public void resumed(String resolver, Duration after) {}

        @Override
        public void doubted(String resolver, Doubt doubt, long since) {}

        @Override
        public void believed(String resolver, Doubt doubt, long until) {}

        @Override
        public void gaveUp(String why) {}
    };
}
