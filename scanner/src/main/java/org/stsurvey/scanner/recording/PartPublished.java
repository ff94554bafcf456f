package org.stsurvey.scanner.recording;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.stsurvey.scanner.dataset.PublishedPart;

/// A part that was judged, written, verified and published.
@Name("org.stsurvey.PartPublished")
@Label("Part Published")
@Category({"stsurvey", "Dataset"})
@Description("A part that was judged, written, verified and published")
@StackTrace(false)
public final class PartPublished extends Event {

    @Label("Part")
    String part = "";

    @Label("Rows")
    long rows;

    @Label("Size")
    @DataAmount
    long bytes;

    /// Begins with the first row.
    public static PartPublished started() {
        PartPublished event = new PartPublished();
        event.begin();
        return event;
    }

    /// Ends once the part is published.
    public void finish(PublishedPart published) {
        end();
        if (shouldCommit()) {
            part = published.name();
            rows = published.rows();
            bytes = published.bytes();
            commit();
        }
    }
}
