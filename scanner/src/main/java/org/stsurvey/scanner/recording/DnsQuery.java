package org.stsurvey.scanner.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observe.dns.Question;

/// A question put to the resolvers, from its being asked to its final answer, tries and waiting included. There
/// are thousands a second, so it is recorded only where that is asked for.
@Name("org.stsurvey.DnsQuery")
@Label("DNS Query")
@Category({"stsurvey", "DNS"})
@Description("A question put to the resolvers, from its being asked to its final answer")
@Enabled(false)
@StackTrace(false)
public final class DnsQuery extends Event {

    @Label("Name")
    String name = "";

    @Label("Type")
    String type = "";

    @Label("Answer")
    @Description("found, no_such_name, no_data, or what the failure was")
    String answer = "";

    @Label("Tries")
    int tries;

    @Label("Time on the Wire")
    @Timespan(Timespan.MILLISECONDS)
    long onWire;

    /// An event begun for each question; none unless they are recorded, which is looked at once.
    public static List<DnsQuery> begin(List<Question> questions) {
        if (!new DnsQuery().isEnabled()) {
            return List.of();
        }
        List<DnsQuery> begun = new ArrayList<>();
        for (Question question : questions) {
            DnsQuery event = new DnsQuery();
            event.name = question.name();
            event.type = question.type().name();
            event.begin();
            begun.add(event);
        }
        return begun;
    }

    /// Ends what was begun.
    ///
    /// @param lookups of the same questions, in their order
    public static void end(List<DnsQuery> begun, List<DnsLookup> lookups) {
        for (int i = 0; i < begun.size(); i++) {
            DnsQuery event = begun.get(i);
            event.end();
            if (event.shouldCommit()) {
                event.answer = word(lookups.get(i).answer());
                event.tries = lookups.get(i).tries();
                event.onWire = lookups.get(i).elapsed().toMillis();
                event.commit();
            }
        }
    }

    private static String word(DnsAnswer answer) {
        return switch (answer) {
            case DnsAnswer.Found _ -> "found";
            case DnsAnswer.NoSuchName _ -> "no_such_name";
            case DnsAnswer.NoData _ -> "no_data";
            case DnsAnswer.Failed failed -> failed.failure().name().toLowerCase(Locale.ROOT);
        };
    }
}
