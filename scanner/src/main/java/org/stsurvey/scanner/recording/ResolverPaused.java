package org.stsurvey.scanner.recording;

import java.time.Duration;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/// A resolver that is asked nothing until it is well again, or that is well again.
@Name("org.stsurvey.ResolverPaused")
@Label("Resolver Paused")
@Category({"stsurvey", "DNS"})
@Description("A resolver that is asked nothing until it is well again, or that is well again")
@StackTrace(false)
public final class ResolverPaused extends Event {

    @Label("Resolver")
    String resolver = "";

    @Label("Reason")
    @Description("What is wrong with it; empty when it is well again")
    String reason = "";

    @Label("Well Again")
    boolean wellAgain;

    @Label("After")
    @Description("How long it was paused for, when it is well again")
    @Timespan(Timespan.MILLISECONDS)
    long after;

    /// It has fallen sick.
    public static void paused(String resolver, String reason) {
        record(resolver, reason, false, Duration.ZERO);
    }

    /// It is well again.
    public static void resumed(String resolver, Duration after) {
        record(resolver, "", true, after);
    }

    private static void record(String resolver, String reason, boolean wellAgain, Duration after) {
        ResolverPaused event = new ResolverPaused();
        event.resolver = resolver;
        event.reason = reason;
        event.wellAgain = wellAgain;
        event.after = after.toMillis();
        event.commit();
    }
}
