package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stsurvey.lab.Lab;
import org.stsurvey.lab.LabSettings;
import org.stsurvey.lab.dns.Ailment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `check` on domains of the lab: text, JSON, corrections and exit status.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckCommandTest {

    private static final JsonMapper JSON = new JsonMapper();

    private Path caFile;

    private Lab lab;

    private record Result(int status, String out, String err) {}

    @BeforeAll
    void startLab(@TempDir Path folder) throws Exception {
        lab = Lab.start(LabSettings.generated(1_000));
        caFile = folder.resolve("lab.pem");
        lab.writeCa(caFile);
    }

    @AfterAll
    void stopLab() throws Exception {
        lab.close();
    }

    private Result check(String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "check",
                "--allow-non-public",
                "--resolver",
                "127.0.0.1:" + lab.dns().getPort(),
                "--https-port",
                Integer.toString(lab.httpsPort()),
                "--ca-file",
                caFile.toString()));
        all.addAll(List.of(arguments));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Stsurvey.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new Result(status, out.toString(), err.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "zoo-healthy.example, 0, ok",
        "zoo-absent.example, 0, txt_nxdomain",
        "zoo-txt-id-with-hyphen.example, 10, txt_id_invalid_chars",
        "zoo-host-nxdomain.example, 10, host_nxdomain",
        "zoo-tls-expired.example, 10, tls_cert_expired",
        "zoo-http-404.example, 10, http_404",
        "zoo-policy-html.example, 10, policy_html",
        "zoo-mx-typo.example, 10, mx_none_covered",
        "zoo-dns-servfail.example, 11, txt_servfail"
    })
    void theExitStatusTellsFaultsFromIgnorance(String domain, int status, String outcome) {
        Result result = check(domain, "--json");
        assertThat(result.status()).as(result.err()).isEqualTo(status);
        JsonNode answer = JSON.readTree(result.out());
        assertThat(answer.get("domain").asString()).isEqualTo(domain);
        assertThat(answer.get("outcome").asString()).isEqualTo(outcome);
        assertThat(answer.get("findings").isArray()).isTrue();
        assertThat(answer.has("corrected")).isFalse();
    }

    @Test
    void daneStandsBesideThePolicyWhereTheResolverIsBelieved() {
        Result result = check("zoo-dane-duplicate.example", "--trust-ad", "--json");
        assertThat(result.status())
                .as("a fault of a companion is none of MTA-STS")
                .isZero();
        JsonNode dane = JSON.readTree(result.out()).at("/companions/dane");
        assertThat(dane.get("outcome").asString()).isEqualTo("dane_all_mx");
        assertThat(dane.get("hosts").asInt()).isEqualTo(2);
        assertThat(dane.get("secured").asInt()).isEqualTo(2);
        assertThat(dane.at("/mx_hosts/0/tlsa/0/records")).hasSize(2);
        assertThat(dane.at("/mx_hosts/0/tlsa/0/records/0/data").asString()).matches("[0-9a-f]{64}");
        assertThat(check("zoo-dane-duplicate.example", "--trust-ad").out())
                .contains("dane      dane_all_mx, 2 of 2 MX hosts secured, 2 signed; MX records signed")
                .contains("tlsa      _25._tcp.mx1.zoo-dane-duplicate.example: 3 1 1 ")
                .contains("dane_tlsa_duplicate");
    }

    @Test
    void withoutAResolverThatValidatesDaneIsNotMeasuredAndThatIsSaid() throws Exception {
        lab.suffer(Ailment.NOT_VALIDATING);
        Result result = check("zoo-dane-all-mx.example", "--json");
        lab.suffer(Ailment.NONE);
        assertThat(result.err()).contains("does not validate DNSSEC; DANE is not measured", "--trust-ad");
        JsonNode answer = JSON.readTree(result.out());
        assertThat(answer.at("/companions/dane").isNull()).isTrue();
        assertThat(answer.at("/companions/tlsrpt").asString()).isNotEmpty();
        assertThat(result.out()).doesNotContain("dane_none");
        assertThat(check("zoo-dane-all-mx.example", "--companions", "none").err())
                .doesNotContain("DANE");
        Result wrong = check("zoo-dane-all-mx.example", "--companions", "some");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("--companions some is none of publishers, all and none");
    }

    @Test
    void whereMailHostsAreProbedAtAnotherPortNothingSpeaksOfPort25() throws Exception {
        int closed;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = unused.getLocalPort();
        }
        Result result = check(
                "zoo-healthy.example", "--probe-mx", "--smtp-port", "" + closed, "--ehlo-name", "scan.example.org");
        assertThat(result.err()).contains("port " + closed);
        assertThat(result.out()).contains("it is not known whether the port is open from here");
        assertThat(result.out() + result.err()).doesNotContainPattern("port 25\\b");
    }

    @Test
    void theWorstOfSeveralDomainsCounts() {
        Result result = check("zoo-healthy.example", "zoo-http-404.example", "zoo-dns-servfail.example");
        assertThat(result.status()).isEqualTo(10);
        assertThat(result.out())
                .contains("zoo-healthy.example: has a valid policy")
                .contains("zoo-http-404.example: announces a policy that cannot be fetched")
                .contains("zoo-dns-servfail.example: the lookups do not tell");
    }

    @Test
    void withFixTheArtefactsAreMadeForTheMxHostsFound() {
        Result plain = check("zoo-mx-typo.example", "--json");
        String host = JSON.readTree(plain.out()).at("/mx/uncovered/0").asString();
        Result text = check("zoo-mx-typo.example", "--fix");
        assertThat(text.out())
                .contains(
                        "corrected policy, with CRLF, for https://mta-sts.zoo-mx-typo.example/.well-known/mta-sts.txt")
                .contains("\n    version: STSv1\n    mode: enforce\n", "\n    mx: " + host + "\n")
                .contains("for _mta-sts.zoo-mx-typo.example\n    v=STSv1; id=");
        JsonNode corrected = JSON.readTree(
                        check("zoo-mx-typo.example", "--fix", "--json").out())
                .get("corrected");
        assertThat(corrected.get("record").asString()).matches("v=STSv1; id=[0-9TZ]{16};");
        assertThat(corrected.get("policy").asString()).contains("mx: " + host + "\r\n");
        assertThat(corrected.get("notes").isArray()).isTrue();
    }

    @Test
    void whatIsNotDeployedIsProposedInTesting() {
        Result result = check("zoo-absent.example", "--fix");
        assertThat(result.out()).contains("    mode: testing\n").contains("note      no valid mode: testing is taken");
    }

    @Test
    void whereNoMailIsReceivedNoPolicyIsMade() {
        Result result = check("zoo-no-such-domain.example", "--fix");
        assertThat(result.out()).doesNotContain("corrected policy").contains("no policy is made");
    }
}
