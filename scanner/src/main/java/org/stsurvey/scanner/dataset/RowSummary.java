package org.stsurvey.scanner.dataset;

import static org.stsurvey.scanner.judge.registry.ScanOutcome.SCAN_NO_VANTAGE;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stsurvey.scanner.judge.DeploymentStatus;
import org.stsurvey.scanner.judge.Finding;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.MailReception;
import org.stsurvey.scanner.judge.Severity;

/// What a run must know of a stored row to decide what becomes of it.
///
/// @param published a policy record was seen
/// @param outcome code of the primary outcome
/// @param status code of the deployment status, lenient reading
/// @param complete nothing is left open that asking again could tell: neither the status nor any finding is
///     indeterminate, and it is known whether the domain receives mail; what is left open because somebody asked not to
///     be scanned stays so
public record RowSummary(long ordinal, boolean published, String outcome, String status, boolean complete) {

    private static final String[] COLUMNS = {
        "ordinal", "published", "outcome", "deployment_status", "reception", "findings", "fault"
    };

    /// Names the exclusion in a fault, and in the detail of its finding.
    private static final String EXCLUSION = "exclusion";

    /// Whether the row says what the domain deploys.
    public boolean isDeterminate() {
        return !status.equals(DeploymentStatus.INDETERMINATE.code());
    }

    /// Whether nothing is left open in a verdict.
    public static boolean isComplete(Judgement judgement) {
        boolean excluded = false;
        for (Finding finding : judgement.findings()) {
            if (finding.severity() == Severity.INDETERMINATE) {
                if (!isExclusion(finding)) {
                    return false;
                }
                excluded = true;
            }
        }
        return (judgement.status() != DeploymentStatus.INDETERMINATE || excluded)
                && judgement.reception() != MailReception.UNKNOWN;
    }

    private static boolean isExclusion(Finding finding) {
        return finding.outcome() == SCAN_NO_VANTAGE && finding.detail().containsKey(EXCLUSION);
    }

    private static RowSummary of(Struct row) {
        String status = row.text("deployment_status");
        boolean excluded = exclusion(row).isPresent();
        boolean complete = (!status.equals(DeploymentStatus.INDETERMINATE.code()) || excluded)
                && !row.text("reception").equals(MailReception.UNKNOWN.code())
                && row.list("findings", Struct.class).stream()
                        .filter(finding -> finding.text("severity").equals(Severity.INDETERMINATE.code()))
                        .allMatch(finding -> excluded && finding.text("code").equals(SCAN_NO_VANTAGE.code()));
        return new RowSummary(row.int64("ordinal"), row.bool("published"), row.text("outcome"), status, complete);
    }

    /// The exclusion because of which a row was not asked to the end; needs the column `fault`.
    static Optional<String> exclusion(Struct row) {
        return row.optionalGroup("fault").flatMap(fault -> fault.optionalText(EXCLUSION));
    }

    /// The summaries of the rows of one part.
    public static Reader read(Parts parts, String name) throws IOException {
        return new Reader(StructReader.open(parts, name, AnnotatedSchema.OBSERVATION, COLUMNS));
    }

    /// Does something with every row of all parts, in their order.
    public static void forEach(Parts parts, List<String> names, Consumer<RowSummary> action) throws IOException {
        for (String name : names) {
            try (Reader rows = read(parts, name)) {
                rows.forEachRemaining(action);
            }
        }
    }

    /// Reads summaries, row by row.
    public static final class Reader implements Iterator<RowSummary>, Closeable {

        private final StructReader rows;

        private Reader(StructReader rows) {
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public RowSummary next() {
            return of(rows.next());
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }
}
