package org.stsurvey.scanner.recording;

import java.util.Locale;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.stsurvey.scanner.observation.FetchAttempt;

/// One attempt to fetch a policy file from one address, once the gates let it.
@Name("org.stsurvey.PolicyFetch")
@Label("Policy Fetch")
@Category({"stsurvey", "HTTPS"})
@Description("One attempt to fetch a policy file from one address")
@StackTrace(false)
public final class PolicyFetched extends Event {

    @Label("Domain")
    String domain = "";

    @Label("Address")
    String address = "";

    @Label("Stage")
    @Description("How far the exchange came")
    String stage = "";

    @Label("End")
    @Description("How it ended there")
    String end = "";

    @Label("Status")
    @Description("HTTP status, 0 where none came")
    int status;

    /// Begins with the attempt.
    public static PolicyFetched started() {
        PolicyFetched event = new PolicyFetched();
        event.begin();
        return event;
    }

    /// Ends with it.
    public void finish(String of, FetchAttempt attempt) {
        end();
        if (shouldCommit()) {
            domain = of;
            address = attempt.address().getHostAddress();
            stage = attempt.stage().name().toLowerCase(Locale.ROOT);
            end = attempt.end().name().toLowerCase(Locale.ROOT);
            status = attempt.http().map(reply -> reply.status()).orElse(0);
            commit();
        }
    }
}
