package org.stsurvey.scanner.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// DuckDB sees in a part what was written to it.
class DuckDbReadsPartsTest {

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws IOException {
        var rows = LongStream.range(0, 100).mapToObj(n -> n % 10 == 7 ? Samples.publishing(n) : Samples.absent(n));
        new PartWriter("1.2.3").write(folder.resolve("part-00000.parquet"), rows.iterator());
    }

    @Test
    void target() throws SQLException {
        assertThat(part("SELECT ordinal, rank, line, domain, tld, registrable_domain, pass, observed_at"))
                .containsExactly("7 | 8 | 9 | publisher-7.example.net | net | publisher-7.example.net | 2"
                        + " | 2026-11-01 04:00:00.130456+00");
    }

    @Test
    void membershipOfATarget() throws SQLException {
        assertThat(part("SELECT domain_unicode, public_suffix, suffix_section, panel, lists, groups"))
                .containsExactly("null | net | icann | false | null | null");
    }

    @Test
    void judgement() throws SQLException {
        assertThat(part("SELECT outcome, stage, deployment_status, deployment_status_strict, published, reception"))
                .containsExactly("policy_ok | policy | valid_enforce | policy_invalid | true | mx");
        assertThat(part("SELECT unnest(findings, recursive := true)"))
                .containsExactly("policy_ok | ok | false | {}", "policy_eol_lf | notice | false | {line=1, seen=LF}");
        assertThat(part("SELECT record.id, record.id_style, record.valid, policy.version, policy.mode, policy.max_age"))
                .containsExactly("7 | other | true | STSv1 | enforce | 604800");
        assertThat(part("SELECT policy.mx, policy.line_ending, policy.valid_strict, policy.valid_lenient"))
                .containsExactly("[*.example.net] | lf | false | true");
        assertThat(part("SELECT unnest(certificate)"))
                .containsExactly("Example CA | 2026-10-01 00:00:00+00 | 2026-12-30 23:59:59+00 | 59 | EC 256");
        assertThat(part("SELECT unnest(alignment), unnest(tlsrpt)"))
                .containsExactly("mx_all_covered | 1 | [] | tlsrpt_ok | ['mailto:tls@publisher-7.example.net']");
        assertThat(part("SELECT policy_host_provider, mx_provider")).containsExactly("Example Hosting | Example Mail");
    }

    @Test
    void lookups() throws SQLException {
        assertThat(part("SELECT unnest(txt_lookup)"))
                .containsExactly(
                        "found | null | null | null | false | 3600 | null | [] | 1 | 23 | [['v=STSv1; id=7;']]");
        assertThat(part("SELECT unnest(mx_lookup.records, recursive := true)"))
                .containsExactly("10 | mx.publisher-7.example.net");
        assertThat(part("SELECT apex, policy_host.a.records[1], policy_host.aaaa.records[1], wildcard.txt.status"))
                .containsExactly("null | 192.0.2.1 | 2001:db8::1 | no_such_name");
        assertThat(part("SELECT mx_hosts[1].name, mx_hosts[1].a.records[1], mx_hosts[1].aaaa.records[1]"))
                .containsExactly("mx.publisher-7.example.net | 198.51.100.7 | 2001:db8:7::25");
    }

    @Test
    void fetch() throws SQLException {
        assertThat(part("SELECT policy_fetch.refused, fault, len(policy_fetch.attempts)"))
                .containsExactly("[10.0.0.1] | null | 1");
        assertThat(attempt("SELECT address, stage, ending, alert, tls.protocol, tls.cipher_suite, len(tls.chain)"))
                .containsExactly("192.0.2.1 | body | complete | null | TLSv1.3 | TLS_AES_256_GCM_SHA384 | 2");
        assertThat(attempt("SELECT http.version, http.status, http.headers[1].name, http.headers[1].value"))
                .containsExactly("HTTP/1.1 | 200 | content-type | text/plain");
        assertThat(attempt("SELECT decode(http.body), message, elapsed_ms"))
                .containsExactly(Samples.POLICY + " |  | 87");
    }

    @Test
    void domainThatPublishesNothingHasNullsInsteadOfFacts() throws SQLException {
        assertThat(Duck.query(
                        "SELECT count(*), count(record), count(policy), count(policy_fetch), count(apex), count(mx_hosts)"
                                + " FROM '%s/*.parquet'".formatted(folder)))
                .containsExactly("100 | 10 | 10 | 10 | 0 | 10");
    }

    @Test
    void metadataNamesTheVersions() throws SQLException {
        assertThat(Duck.query(
                        "SELECT decode(key), decode(value) FROM parquet_kv_metadata('%s/*.parquet')".formatted(folder)
                                + " WHERE decode(key) LIKE 'stsurvey%' ORDER BY 1"))
                .containsExactly("stsurvey.schema.version | 4", "stsurvey.version | 1.2.3");
    }

    @Test
    void noNameOfAFieldNeedsQuotes() throws SQLException {
        for (String name :
                names(AnnotatedSchema.OBSERVATION.message()).distinct().toList()) {
            Duck.query("SELECT %s FROM (SELECT 1 AS \"%s\")".formatted(name, name));
        }
    }

    private static Stream<String> names(GroupType group) {
        return group.getFields().stream().flatMap(field -> Stream.concat(Stream.of(field.getName()), inside(field)));
    }

    private static Stream<String> inside(Type field) {
        return field.isPrimitive() ? Stream.of() : names(field.asGroupType());
    }

    private static List<String> attempt(String select) throws SQLException {
        return Duck.query(select
                + " FROM (SELECT unnest(attempt) FROM (SELECT unnest(policy_fetch.attempts) AS attempt"
                + " FROM '%s/*.parquet' WHERE ordinal = 7))".formatted(folder));
    }

    private static List<String> part(String select) throws SQLException {
        return Duck.query(select + " FROM '%s/*.parquet' WHERE ordinal = 7".formatted(folder));
    }
}
