package org.stsurvey.scanner.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.scanner.judge.Outcome;
import org.stsurvey.scanner.judge.SeverityRule;
import org.stsurvey.scanner.judge.Stage;
import org.stsurvey.scanner.judge.registry.HttpOutcome;

class OutcomesWriterTest {

    @TempDir
    Path folder;

    @Test
    void registryIsReadableWithoutOurCode() throws IOException, SQLException {
        List<Outcome> registry = List.of(
                new FakeOutcome(
                        "policy_eol_lf",
                        Stage.QUIRK,
                        SeverityRule.BREAKS_MAIL_IN_ENFORCE,
                        "RFC 8461 §3.2",
                        "Lines end in LF – “tolerated”.",
                        "Use CRLF."),
                Samples.NXDOMAIN,
                HttpOutcome.HTTP_404);

        new OutcomesWriter("test").write(folder.resolve(OutcomesWriter.FILE_NAME), registry);

        assertThat(Duck.query("FROM '%s/_outcomes.parquet'".formatted(folder)))
                .containsExactly(
                        "policy_eol_lf | quirk | breaks_mail_in_enforce | RFC 8461 §3.2 | Lines end in LF – “tolerated”. | Use CRLF. | null",
                        "txt_nxdomain | txt | absent | RFC 8461 §3.1 | What txt_nxdomain means. |  | null",
                        "http_404 | http | breaks | RFC 8461 §3.3 | The policy file is not found (404). | "
                                + "Put the file at /.well-known/mta-sts.txt of mta-sts. | sts-policy-fetch-error");
    }
}
