package org.stsurvey.scanner.recording;

import java.net.InetAddress;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/// An exchange that waited at the gates, which keep hosts from being asked fast.
@Name("org.stsurvey.GateWait")
@Label("Gate Wait")
@Category({"stsurvey", "HTTPS"})
@Description("An exchange that waited at the gates, which keep hosts from being asked fast")
@Threshold("100 ms")
@StackTrace(false)
public final class GateWait extends Event {

    @Label("Address")
    String address = "";

    @Label("Admitted")
    @Description("Whether it was let through, or put off to the retest")
    boolean admitted;

    /// Begins at the first gate.
    public static GateWait started() {
        GateWait event = new GateWait();
        event.begin();
        return event;
    }

    /// Ends behind the last one, or with the patience.
    public void finish(InetAddress at, boolean letThrough) {
        end();
        if (shouldCommit()) {
            address = at.getHostAddress();
            admitted = letThrough;
            commit();
        }
    }
}
