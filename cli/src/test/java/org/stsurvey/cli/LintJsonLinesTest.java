package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// `lint --jsonl`: one answer for each case, whatever the line is.
class LintJsonLinesTest {

    private static JsonNode answer(String members) {
        return LintRun.answer("{\"case\":\"C\"," + members.replace('\'', '"') + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'kind':'txt','strings':['v=STSv1; id=1;']|txt_ok",
                "'kind':'txt','strings':[['v=STSv1; ','id=1;']]|txt_ok",
                "'kind':'txt','strings':[]|txt_nodata",
                "'kind':'txt','strings':['v=STSv1; id=a b;']|txt_id_invalid_chars",
                "'kind':'tlsrpt','strings':['v=TLSRPTv1;rua=mailto:a@b.example']|tlsrpt_ok",
                "'kind':'tlsrpt','strings':['v=TLSRPTv1;rua=gopher://b.example']|tlsrpt_rua_scheme_unsupported",
                "'kind':'policy','body':'version: STSv1\\nmode: none\\nmax_age: 1\\n'|policy_ok",
                "'kind':'policy','body_base64':''|policy_empty",
                "'kind':'policy','body':'version: STSv1\\nmode: enforce\\nmx: a.example\\nmax_age: 1\\n','mx':['b.example']|mx_none_covered",
                "'kind':'policy','body':'version: STSv1\\nmode: enforce\\nmx: a.example\\nmax_age: 1\\n','mx':['10 a.example']|policy_ok",
                "'kind':'mxmatch','pattern':'*.a.example','host':'x.a.example'|match",
                "'kind':'mxmatch','pattern':'*.a.example','host':'a.example'|no_match",
                "'kind':'align','mode':'testing','patterns':['a.example'],'mx':['b.example']|mx_none_covered",
                "'kind':'align','mode':'enforce','patterns':['a.example'],'mx':['0 .']|mx_null",
                "'kind':'align','mode':'enforce','patterns':['a.example'],'mx':'SERVFAIL'|mx_lookup_indeterminate",
                "'kind':'align','mode':'enforce','patterns':['a.example'],'mx':'NXDOMAIN'|mx_absent",
                "'kind':'align','mode':'enforce','patterns':['x.example'],'mx':[],'a':['9.9.9.9'],'domain':'x.example'|mx_implicit",
                "'kind':'host_dns','A':'NXDOMAIN','AAAA':'NXDOMAIN'|host_nxdomain",
                "'kind':'host_dns','A':'SERVFAIL'|host_servfail",
                "'kind':'host_dns','A':'SERVFAIL','AAAA':'SERVFAIL','ede':9|host_dnssec_bogus",
                "'kind':'host_dns','A':'REFUSED','AAAA':'REFUSED'|host_dns_error",
                "'kind':'host_dns','A':['9.9.9.9']|ok",
                "'kind':'host_dns','AAAA':['2620:fe::fe']|host_ipv6_only",
                "'kind':'host_dns','CNAME':'a.example -> b.example','final':'NODATA'|host_cname_dangling",
                "'kind':'host_dns','CNAME':'a.example','final':'TIMEOUT'|host_timeout",
                "'kind':'host_dns','CNAME':'a.example','final':['9.9.9.9']|ok",
                "'kind':'host_dns','host':'mta-sts.a_b.example'|host_name_not_ldh",
                "'kind':'http','status':200|http_ok",
                "'kind':'http','status':200,'content_type':'text/html'|http_content_type_wrong",
                "'kind':'http','status':200,'content_type':null|http_content_type_missing",
                "'kind':'http','status':200,'received':70000|http_body_too_large",
                "'kind':'http','status':200,'end':'timeout'|http_timeout",
                "'kind':'http','status':410|http_410",
                "'kind':'http','status':429|http_429",
                "'kind':'http','end':'protocol_error'|http_protocol_error",
                "'kind':'tls','alert':40|tls_handshake_failure",
                "'kind':'tls','alert':80|tls_alert_other",
                "'kind':'tls','version':'TLSv1.1'|tls_protocol_version",
                "'kind':'tls','end':'closed'|tls_closed",
                "'kind':'tls','bytes':''|tls_closed",
                "'kind':'tls','bytes':'\\u0015\\u0003\\u0001\\u0000\\u0002\\u0002p'|tls_unrecognized_name",
                "'kind':'tls','bytes':'220 mail ESMTP'|tls_not_tls",
                "'kind':'tls','san':['*.example.com'],'chain':'trusted'|tls_ok",
                "'kind':'tls','san':['mta-sts.example.com'],'chain':'trusted','notAfter':'-1s'|tls_cert_expired",
                "'kind':'tls','san':['mta-sts.example.com'],'chain':'trusted','notAfter':'2026-11-14'|tls_cert_expired",
                "'kind':'tls','san':['mta-sts.example.com'],'chain':'leaf only'|tls_cert_incomplete_chain",
                "'kind':'tls','san':['mta-sts.example.com'],'chain':'intermediate expired'|tls_cert_chain_expired",
                "'kind':'tls','san':['mta-sts.example.com'],'chain':'private root, not sent'|tls_cert_unknown_issuer",
                "'kind':'tls','san':['mta-sts.example.com'],'chain':'trusted','key':'RSA 1024'|tls_cert_weak",
                "'kind':'tls','san':['mta-sts.example.com'],'chain':'trusted','signature':'SHA-1'|tls_cert_weak",
                "'kind':'tls','san':['mta-sts.example.com'],'chain':'trusted','eku':'clientAuth'|tls_cert_constraint",
                "'kind':'tls','san':['mta-sts.example.com'],'chain':'trusted','ca':true|tls_cert_constraint",
                "'kind':'tls','san':['other.example'],'chain':'self-signed leaf','notAfter':'-5d'|tls_cert_name_mismatch",
                "'kind':'trend','prev':'txt_nxdomain','cur':'ok'|trend_new",
                "'kind':'trend','prev':'txt_nxdomain','cur':'txt_nodata'|trend_absent",
                "'kind':'trend','prev':'ok','cur':'tls_cert_expired'|trend_cert_lapsed",
                "'kind':'trend','prev':'ok','cur':'http_404'|trend_policy_gone_txt_left",
                "'kind':'trend','prev':'http_404','cur':'host_nxdomain'|trend_still_broken",
                "'kind':'trend','prev':{'mode':'none'},'cur':'txt_nxdomain'|trend_removed_clean",
                "'kind':'trend','prev':{'mode':'enforce'},'cur':'txt_nxdomain','days':1,'mx_covered':false|trend_removed_no_none_observed",
                "'kind':'trend','prev':{'mode':'enforce'},'cur':{'mode':'none'},'id':'changed'|trend_mode_none_published",
                "'kind':'trend','prev':{'max_age':1},'cur':{'max_age':2},'id':'changed'|trend_max_age_up",
                "'kind':'trend','prev':{'mx':['*.a.example','b.example']},'cur':{'mx':['b.example','*.a.example']}|trend_unchanged",
                "'kind':'trend','prev':{'mx_hosts':['mx.example.com']},'cur':{'mx_hosts':['mx.example.net']}|trend_mx_moved_policy_stale",
                "'kind':'trend','modes':['testing','testing','testing','testing','testing','testing']|trend_testing_streak_n",
                "'kind':'trend','policy':'changed','id':'same'|trend_policy_changed_same_id",
            })
    void aCaseHasItsOutcome(String members, String outcome) {
        JsonNode answer = answer(members);
        assertThat(answer.path("error").isMissingNode()).as(answer.toString()).isTrue();
        assertThat(answer.get("case").asString()).isEqualTo("C");
        assertThat(answer.get("outcome").asString()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'kind':'trend','prev':'later','cur':'ok'|\"prev\" is \"later\", which is neither the code of an outcome",
                "'kind':'trend','prev':1|\"prev\" is not an object",
                "'kind':'dane'|kind \"dane\" is none of txt, policy",
                "'nothing':1|\"kind\" is missing",
                "'kind':'txt'|\"strings\" is missing",
                "'kind':'txt','strings':'v=STSv1'|\"strings\" is not an array",
                "'kind':'txt','strings':[1]|\"strings\" is not text",
                "'kind':'policy'|\"body_base64\" is missing",
                "'kind':'policy','body_base64':'*'|\"body_base64\" is not base64",
                "'kind':'mxmatch','pattern':'a'|\"host\" is missing",
                "'kind':'align','mode':'report','mx':[]|\"mode\" is none of",
                "'kind':'align','mode':'none','mx':['x a.example']|MX preference \"x\"",
                "'kind':'align','mode':'none','mx':'MAYBE'|NXDOMAIN",
                "'kind':'host_dns','A':['9.9.9']|\"9.9.9\" is not an IP address",
                "'kind':'http'|\"status\" is missing",
                "'kind':'http','status':'200'|\"status\" is not a whole number",
                "'kind':'tls','san':[]|\"chain\" is missing",
                "'kind':'tls','chain':'of command'|\"chain\" is none of",
                "'kind':'tls','chain':'trusted','notAfter':'soon'|\"soon\" is no time",
            })
    void aCaseThatCannotBeUnderstoodIsAnsweredWithTheReason(String members, String error) {
        JsonNode answer = answer(members);
        assertThat(answer.get("case").asString()).isEqualTo("C");
        assertThat(answer.get("error").asString()).startsWith("line 1: ").contains(error);
        assertThat(answer.has("outcome")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "junk", "[]", "null", "{", "{\"case\":1} {}", "{\"case\":1,\"kind\":{}}", "\u0000"})
    void aLineThatIsNoCaseIsAnsweredToo(String line) {
        List<JsonNode> answers = LintRun.answers(
                (line + "\n{\"case\":2,\"kind\":\"txt\",\"strings\":[]}\n").getBytes(StandardCharsets.UTF_8));
        assertThat(answers).hasSize(2);
        assertThat(answers.get(0).get("error").asString()).startsWith("line 1: ");
        assertThat(answers.get(1).get("case").asInt()).isEqualTo(2);
        assertThat(answers.get(1).get("outcome").asString()).isEqualTo("txt_nodata");
    }

    @Test
    void aLineOfAnyLengthCostsOnlyItself() {
        List<JsonNode> answers =
                LintRun.answers(("x".repeat(CaseLines.MAX_LINE_OCTETS + 1) + "\n{\"kind\":\"txt\",\"strings\":[]}")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(answers.get(0).get("error").asString()).contains("longer than 1048576 octets");
        assertThat(answers.get(1).get("outcome").asString()).isEqualTo("txt_nodata");
    }

    @Test
    void theOrderIsThatOfTheInput() {
        String lines = IntStream.range(0, 300)
                .mapToObj(i -> "{\"case\":" + i + ",\"kind\":\"txt\",\"strings\":[\"v=STSv1; id=" + i + "\"]}\n")
                .collect(Collectors.joining());
        List<JsonNode> answers = LintRun.answers(lines.getBytes(StandardCharsets.UTF_8));
        assertThat(answers.stream().map(answer -> answer.get("case").asInt()))
                .containsExactlyElementsOf(IntStream.range(0, 300).boxed().toList());
        assertThat(answers.get(7).at("/record/id").asString()).isEqualTo("7");
    }

    @Test
    void aPolicyIsAnsweredWithBothReadingsAndWhatWasRead() {
        JsonNode answer = answer("'kind':'policy','content_type':'text/html',"
                + "'body':'version: STSv1\\n\\nmode: enforce\\nmx: A.example\\nmax_age: 604800\\n'");
        assertThat(answer.get("outcome").asString()).isEqualTo("policy_blank_line");
        assertThat(answer.get("valid_strict").booleanValue()).isFalse();
        assertThat(answer.get("valid_lenient").booleanValue()).isTrue();
        assertThat(answer.get("policy").toString())
                .isEqualTo("{\"version\":\"STSv1\",\"mode\":\"enforce\",\"max_age\":604800,\"mx\":[\"a.example\"]}");
        assertThat(LintRun.codes(answer)).contains("http_content_type_wrong", "policy_blank_line", "policy_eol_lf");
        assertThat(answer.at("/findings/0/severity").asString()).isEqualTo("warning");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'kind':'http','status':200,'body_bytes':65536|http_ok",
                "'kind':'http','status':200,'body_bytes':65537|http_body_too_large",
                "'kind':'http','status':200,'content_length':65537|http_body_too_large",
                "'kind':'http','status':200,'content_length':100|http_ok",
                "'kind':'http','status':200,'endless_body':true|http_body_too_large",
                "'kind':'http','status':200,'body_timeout':true|http_timeout",
                "'kind':'http','status':200,'body_timeout':false|http_ok",
                "'kind':'http','status':200,'body_seconds':61|http_timeout",
                "'kind':'http','status':200,'body_seconds':60|http_ok",
                "'kind':'http','eof_before_status_line':true|http_closed",
                "'kind':'http','headers_timeout':true|http_timeout",
                "'kind':'http','malformed_status_line':'HTTP'|http_protocol_error",
                "'kind':'tls','eof_after_client_hello':true|tls_closed",
                "'kind':'tls','reset':true|tls_reset",
                "'kind':'tls','timeout':true|tls_timeout",
                "'kind':'tls','server_version':'TLSv1.1'|tls_protocol_version",
                "'kind':'tls','alert':255|tls_alert_other"
            })
    void howAnExchangeEndedMayBeSaidByAMembersName(String members, String outcome) {
        assertThat(answer(members).get("outcome").asString()).isEqualTo(outcome);
    }

    @Test
    void whatTheTerminalWouldObeyIsEscaped() {
        LintRun run = LintRun.of(
                "{\"case\":\"\\u001b]0;pwn\\u0007\\u202e\\u009b\\u007f\",\"kind\":\"txt\",\"strings\":[\"\u202ev=STSv1\"]}\n",
                "--jsonl");
        assertThat(run.out().strip()).matches("\\p{Print}+");
    }

    @Test
    void garbageIsAnsweredLineByLineAndNeverCrashes() {
        Random random = new Random(8461);
        List<String> seeds = List.of(
                "{\"case\":1,\"kind\":\"policy\",\"body_base64\":\"dmVyc2lvbjogU1RTdjE=\",\"mx\":[\"10 a\"]}",
                "{\"case\":2,\"kind\":\"tls\",\"san\":[\"a\"],\"chain\":\"trusted\",\"notAfter\":\"+9d\",\"ca\":true}",
                "{\"case\":3,\"kind\":\"host_dns\",\"A\":[\"9.9.9.9\"],\"CNAME\":\"a -> b\",\"final\":\"NODATA\"}",
                "{\"case\":4,\"kind\":\"http\",\"status\":301,\"headers\":{\"a\":\"b\"},\"location\":\"/x\"}",
                "{\"case\":5,\"kind\":\"align\",\"mode\":\"none\",\"patterns\":[\"*.a\"],\"mx\":[],\"a\":[]}",
                "{\"case\":7,\"kind\":\"align\",\"mode\":\"enforce\",\"patterns\":[\"a.b.c\"],\"mx\":[\"1 192.0.2.1\"]}",
                "{\"case\":8,\"kind\":\"mxmatch\",\"pattern\":\"*.xn--a.example\",\"host\":\"m\u00fc.example\"}",
                "{\"case\":9,\"kind\":\"tlsrpt\",\"strings\":[\"v=TLSRPTv1; rua=mailto:a@b.c,https://d/e\"]}",
                "{\"case\":6,\"kind\":\"txt\",\"strings\":[[\"v=STSv1\",\";id=1\"]]}");
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        int count = 3_000;
        for (int i = 0; i < count; i++) {
            byte[] line = seeds.get(random.nextInt(seeds.size())).getBytes(StandardCharsets.UTF_8);
            for (int change = random.nextInt(4); change > 0; change--) {
                line[random.nextInt(line.length)] = (byte) random.nextInt(256);
            }
            for (byte octet : line) {
                lines.write(octet == '\n' ? ' ' : octet);
            }
            lines.write('\n');
        }
        LintRun run = LintRun.of(lines.toByteArray(), "--jsonl");
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines()).hasSize(count).noneMatch(line -> line.contains("internal error"));
    }
}
