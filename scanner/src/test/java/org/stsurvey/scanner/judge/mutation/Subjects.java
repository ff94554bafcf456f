package org.stsurvey.scanner.judge.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.stsurvey.inputs.PublicSuffixes;
import org.stsurvey.scanner.judge.Finding;
import org.stsurvey.scanner.judge.Judge;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.Lint;
import org.stsurvey.scanner.judge.Observations;
import org.stsurvey.scanner.judge.Rulebook;
import org.stsurvey.scanner.judge.certificate.CertificateSeeds;
import org.stsurvey.scanner.judge.certificate.Der;
import org.stsurvey.scanner.judge.mx.MailRoute;
import org.stsurvey.scanner.judge.registry.Outcomes;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.DaneHost;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.Excerpt;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.RecordData;
import org.stsurvey.scanner.observation.TlsaLookup;
import org.stsurvey.scanner.observe.dns.AnswerSeeds;
import org.stsurvey.scanner.observe.dns.RecordType;

/// All that reads octets from the network and judges them, with what to feed it.
final class Subjects {

    private static final int MAX_DETAIL = 201;

    private final Lint lint;
    private final Judge judge;
    private final List<ByteString> certificates = CertificateSeeds.certificates();
    private final ByteMutator mutator = new ByteMutator(
            certificates.stream().map(ByteString::toArray).toList(),
            Seeds.words("\\x30\\x82", "\\x06\\x03\\x55\\x1d\\x11", "\\x80", "\\xff\\xff"));

    Subjects() {
        var rulebook = Rulebook.of(CertificateSeeds.rules(), PublicSuffixes.bundled()::registrableDomain);
        lint = new Lint(rulebook);
        judge = new Judge(rulebook);
    }

    List<Subject<?>> all() {
        List<Subject<?>> all = new ArrayList<>(List.of(
                Subject.ofOctets("policy record", 20, records(), this::policyRecord),
                Subject.ofOctets("policy file", 20, policies(), this::policyFile),
                Subject.ofOctets("reporting record", 15, reports(), this::reportingRecord),
                Subject.ofOctets("mx pattern", 15, names(), this::mxPattern),
                Subject.ofOctets("media type", 10, fields(), this::mediaType),
                Subject.ofOctets("redirect", 10, fields(), this::redirect),
                new Subject<>("certificate chain", 1, this::chain, this::certificates, 500),
                Subject.ofOctets("association data", 2, associations(), Subjects::association),
                new Subject<>("observation", 9, this::observation, this::observation, 500)));
        for (RecordType type : AnswerSeeds.TYPES) {
            all.add(Subject.ofOctets("answer " + type, 3, answers(type), octets -> answer(type, octets)));
        }
        return all;
    }

    private static ByteMutator associations() {
        List<byte[]> seeds = new ArrayList<>(CertificateSeeds.certificates().stream()
                .map(ByteString::toArray)
                .toList());
        seeds.add(CertificateSeeds.publicKey().toArray());
        return new ByteMutator(
                seeds, Seeds.words("\\x30\\x82", "\\x30\\x80", "\\x03\\x42\\x00", "\\x06\\x07", "\\xff\\xff"));
    }

    /// Pointers, types, lengths and counts as they stand in messages.
    private static ByteMutator answers(RecordType type) {
        return new ByteMutator(
                AnswerSeeds.of(type),
                Seeds.words(
                        "\\xc0\\x0c",
                        "\\xc0\\x00",
                        "\\xff\\xff",
                        "\\x00\\x00",
                        "\\x3f",
                        "\\x00\\x05\\x00\\x01",
                        "\\x00\\x27\\x00\\x01",
                        "\\x00\\x34\\x00\\x01",
                        "\\x00\\x00\\x29\\x04\\xd0",
                        "\\x00\\x0f\\x00\\x02",
                        "\\x03\\x01\\x01",
                        "\\x03\\x01\\x00"));
    }

    static ByteMutator records() {
        return new ByteMutator(
                Seeds.of("txt", "tlsrpt"),
                Seeds.words("v=STSv1", "v=STSv1;", "id=", "; ", " ;", "=", "STSv", "a1;", "é", "\\xff", "ID=", "rua="));
    }

    static ByteMutator policies() {
        return new ByteMutator(
                Seeds.of("policy"),
                Seeds.words(
                        "\\r\\n",
                        "\\n",
                        "\\r",
                        "version: STSv1",
                        "mode: enforce",
                        "mode:none\\n",
                        "mx: ",
                        "mx: *.a\\n",
                        "max_age: 1",
                        "99999999999",
                        ": ",
                        " :",
                        "\\xef\\xbb\\xbf",
                        "\\xff\\xfe",
                        "<",
                        "{",
                        "#",
                        "é",
                        "*.",
                        "\\x00",
                        "max_Age:"));
    }

    static ByteMutator reports() {
        return new ByteMutator(
                Seeds.of("tlsrpt"),
                Seeds.words(
                        "v=TLSRPTv1;", "rua=", "mailto:", "https://", "@", ",", "!", "%2", "%zz", ";", "TLSRPT", "?"));
    }

    static ByteMutator names() {
        return new ByteMutator(
                Seeds.of("name"),
                Seeds.words(
                        "*.",
                        ".",
                        "..",
                        "-",
                        "_",
                        "xn--",
                        "\\\\032",
                        "\\xe3\\x80\\x82",
                        "ß",
                        "é",
                        ":25",
                        "[",
                        "]",
                        "::",
                        "%",
                        "mta-sts.",
                        "192.0.2.1",
                        ".com",
                        ".co.uk"));
    }

    static ByteMutator fields() {
        return new ByteMutator(
                Seeds.of("field"),
                Seeds.words(
                        "text/plain",
                        ";",
                        "charset=",
                        "\\x22",
                        "\\\\",
                        "/",
                        "://",
                        "//",
                        "@",
                        ":",
                        "?",
                        "#",
                        "login",
                        "mta-sts.example.com",
                        "[",
                        "\\x00",
                        "é",
                        "\\xed\\xa0\\x80"));
    }

    private void policyRecord(byte[] octets) {
        var result = lint.record(List.of(txt(octets)));
        check(result.findings());
        var valid = result.facts().filter(Judgement.RecordFacts::valid);
        assertThat(valid.isPresent())
                .isEqualTo(result.findings().stream()
                        .noneMatch(finding -> finding.outcome().strictInvalid()
                                || finding.outcome().code().equals("txt_unrelated_only")));
        valid.ifPresent(facts -> assertThat(facts.id().orElseThrow()).matches("[A-Za-z0-9]{1,32}"));
    }

    private void policyFile(byte[] octets) {
        var result = lint.policy(ByteString.copyOf(octets));
        check(result.findings());
        assertThat(result.facts().validLenient() || !result.facts().validStrict())
                .isTrue();
        if (result.facts().validLenient()) {
            assertThat(result.facts().mode()).isPresent();
            assertThat(result.facts().maxAgeSeconds()).isPresent();
        }
    }

    private void reportingRecord(byte[] octets) {
        check(lint.tlsRpt(List.of(txt(octets))).findings());
    }

    private void mxPattern(byte[] octets) {
        var text = utf8(octets);
        var middle = octets.length / 2;
        var pattern = utf8(Arrays.copyOf(octets, middle));
        var host = cut(utf8(Arrays.copyOfRange(octets, middle, octets.length)));
        assertThat(lint.matches(pattern, host)).isIn(true, false);
        assertThat(lint.matches("*.example.com", text)).isIn(true, false);
        check(lint.hostName(cut(text)).findings());
        var mx = new DnsAnswer.Found(
                List.of(new RecordData.Mx(10, cut(text)), new RecordData.Mx(20, host)), List.of(), 1, false);
        var route = MailRoute.of(host, Optional.of(Observations.lookup(mx)), Optional.empty());
        check(lint.align("enforce", List.of(pattern, text, "a.example"), route).findings());
    }

    /// What a resolver makes of a name of 255 octets at most: `\DDD` for each of them.
    private static String cut(String name) {
        return Excerpt.of(name, 1_020);
    }

    private void mediaType(byte[] octets) {
        check(lint.policy(ByteString.empty(), Optional.of(latin1(octets))).findings());
    }

    private void redirect(byte[] octets) {
        var reply = Observations.reply(302, "", "location", latin1(octets));
        check(lint.http(reply, FetchAttempt.End.COMPLETE, Observations.HOST).findings());
    }

    private List<ByteString> chain(RandomGenerator random) {
        var chain = new ArrayList<ByteString>();
        chain.add(random.nextBoolean() ? certificates.getFirst() : ByteString.copyOf(mutator.next(random)));
        var more = random.nextInt(3);
        for (var i = 0; i < more; i++) {
            chain.add(random.nextBoolean() ? certificates.get(1) : ByteString.copyOf(mutator.next(random)));
        }
        return chain;
    }

    private void certificates(List<ByteString> chain) {
        check(lint.certificates(chain, Observations.HOST, Observations.AT).findings());
    }

    /// Whether a sender could compare a certificate with it, as a TLSA record holds it.
    private static void association(byte[] octets) {
        var data = ByteString.copyOf(octets);
        assertThat(Der.isCertificate(data) && Der.isPublicKey(data)).isFalse();
    }

    /// A response of the resolver, from the octets to the judgement.
    private void answer(RecordType type, byte[] octets) {
        var answer = AnswerSeeds.read(type, octets);
        assertThat(AnswerSeeds.read(type, octets)).isEqualTo(answer);
        answer.ifPresent(read -> {
            assertThat(read.cnames()).hasSizeLessThanOrEqualTo(8).allSatisfy(Subjects::checkName);
            if (read instanceof DnsAnswer.Found found) {
                assertThat(found.records()).hasSizeBetween(1, 64).allSatisfy(data -> checkRecord(type, data));
                assertThat(found.ttlSeconds()).isBetween(0L, 0xffff_ffffL);
            }
            check(judge.judge(answered(type, read)).findings());
        });
    }

    private static void checkRecord(RecordType type, RecordData data) {
        switch (data) {
            case RecordData.Txt(var strings) -> {
                assertThat(type).isEqualTo(RecordType.TXT);
                assertThat(strings.stream().mapToInt(ByteString::size).sum()).isLessThanOrEqualTo(4_096);
            }
            case RecordData.Mx(int preference, String exchange) -> {
                assertThat(type).isEqualTo(RecordType.MX);
                assertThat(preference).isBetween(0, 65_535);
                checkName(exchange);
            }
            case RecordData.Cname(String target) -> {
                assertThat(type).isEqualTo(RecordType.CNAME);
                checkName(target);
            }
            case RecordData.Tlsa tlsa -> {
                assertThat(type).isEqualTo(RecordType.TLSA);
                assertThat(List.of(tlsa.usage(), tlsa.selector(), tlsa.matching()))
                        .allSatisfy(number -> assertThat(number).isBetween(0, 255));
            }
            case RecordData.Address(var address) ->
                assertThat(address.getAddress()).hasSize(type == RecordType.A ? 4 : 16);
        }
    }

    private static void checkName(String name) {
        assertThat(name).isEqualTo(cut(name)).matches("[\\x21-\\x40\\x5b-\\x7e]*");
    }

    private static Observation answered(RecordType type, DnsAnswer answer) {
        var working = Observations.working();
        var signed = Observations.lookup(answer);
        var host = "mail.example.com";
        switch (type) {
            case TXT -> working.txt(answer).tlsRpt(answer).wildcard(answer, Observations.noData());
            case MX -> working.mx(answer);
            case A -> working.policyHost(answer, Observations.noData()).mxHost(host, answer, Observations.noData());
            case AAAA -> working.policyHost(Observations.noData(), answer).apex(Observations.noData(), answer);
            case TLSA ->
                working.mxHost(host, Observations.found("198.35.26.96"), Observations.noData())
                        .dane(new DaneHost(host, Optional.empty(), List.of(new TlsaLookup(host, signed))));
            case CNAME ->
                working.mxHost(host, Observations.found("198.35.26.96"), Observations.noData())
                        .dane(new DaneHost(host, Optional.of(signed), List.of()));
            case NS -> throw new IllegalArgumentException("not asked about a domain");
        }
        return working.build();
    }

    private Observation observation(RandomGenerator random) {
        return new MutatedObservation(random, certificates).build();
    }

    private void observation(Observation observation) {
        var judgement = judge.judge(observation);
        check(judgement.findings());
        assertThat(Outcomes.byCode(judgement.primary().code())).isPresent();
        assertThat(judgement).isEqualTo(judge.judge(observation));
    }

    /// Each outcome once, in the order of the registry, with details that can be written down.
    private static void check(List<Finding> findings) {
        Comparator<Finding> order = (one, other) -> Outcomes.order().compare(one.outcome(), other.outcome());
        for (var i = 1; i < findings.size(); i++) {
            assertThat(order.compare(findings.get(i - 1), findings.get(i))).isNegative();
        }
        for (var finding : findings) {
            finding.detail().forEach((name, value) -> {
                assertThat(value.length()).as(name).isLessThanOrEqualTo(MAX_DETAIL);
                assertThat(hasLoneSurrogate(value)).as(name).isFalse();
            });
        }
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /// One record, of as many strings as its length needs.
    private static RecordData.Txt txt(byte[] octets) {
        var strings = new ArrayList<ByteString>();
        for (var at = 0; at < octets.length; at += 255) {
            strings.add(ByteString.copyOf(octets, at, Math.min(octets.length, at + 255)));
        }
        return new RecordData.Txt(strings);
    }

    static String latin1(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    static String utf8(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }
}
