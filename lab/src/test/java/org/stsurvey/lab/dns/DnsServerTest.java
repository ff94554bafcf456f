package org.stsurvey.lab.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stsurvey.lab.world.Adoption;
import org.stsurvey.lab.world.Laws;
import org.stsurvey.lab.world.Loopback;
import org.stsurvey.lab.world.Population;
import org.stsurvey.lab.world.Resident;
import org.stsurvey.lab.world.World;
import org.stsurvey.lab.world.Zone;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/// Asks with dnsjava, whose codec the server does not use.
class DnsServerTest {
    private static World world;
    private static DnsServer server;

    @BeforeAll
    static void start() throws IOException {
        world = World.of(
                new Population.Generated(2_000),
                new Laws(11, Adoption.everywhere(0.1), true, 0),
                new Loopback(64, true));
        server = DnsServer.start(
                world, new InetSocketAddress(InetAddress.ofLiteral(Loopback.DNS), 0), 0, new SplittableRandom(1));
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static SimpleResolver resolver(boolean tcp) {
        var resolver = new SimpleResolver(server.address());
        resolver.setTCP(tcp);
        resolver.setTimeout(Duration.ofSeconds(5));
        return resolver;
    }

    private static Message ask(String name, int type, boolean tcp) throws IOException {
        return resolver(tcp).send(query(name, type));
    }

    private static Message query(String name, int type) throws IOException {
        Message query = Message.newQuery(Record.newRecord(Name.fromString(name + "."), type, DClass.IN));
        query.getHeader().setFlag(Flags.AD);
        return query;
    }

    private static String zoo(String scenario) {
        return "zoo-" + scenario + ".example";
    }

    private static Set<Integer> answerTypes(Message message) {
        return Set.copyOf(
                message.getSection(Section.ANSWER).stream().map(Record::getType).toList());
    }

    private static boolean isNegative(Message message, int rcode) {
        return message.getRcode() == rcode
                && message.getSection(Section.ANSWER).isEmpty()
                && message.getSection(Section.AUTHORITY).getFirst().getType() == Type.SOA;
    }

    private static List<Integer> extendedErrors(Message message) {
        return message.getOPT().getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR).stream()
                .map(option -> ((ExtendedErrorCodeOption) option).getErrorCode())
                .toList();
    }

    /// Every animal of the zoo whose outcome shows in the answer to the question for its record.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersForTheRecordShowTheOutcome(boolean tcp) throws IOException {
        for (Resident resident : animals().toList()) {
            String outcome = resident.truth().outcome();
            if (outcome.equals("txt_timeout") || outcome.equals("txt_name_too_long")) {
                continue;
            }
            Message answer = ask("_mta-sts." + resident.domain(), Type.TXT, tcp);
            assertThat(
                            switch (outcome) {
                                case "txt_nxdomain" -> isNegative(answer, Rcode.NXDOMAIN);
                                case "txt_nodata" -> isNegative(answer, Rcode.NOERROR);
                                case "txt_servfail" -> answer.getRcode() == Rcode.SERVFAIL;
                                case "txt_dnssec_bogus" ->
                                    answer.getRcode() == Rcode.SERVFAIL
                                            && extendedErrors(answer).equals(List.of(6));
                                case "txt_dns_error" ->
                                    Set.of(Rcode.REFUSED, Rcode.NOTIMP).contains(answer.getRcode());
                                case "txt_cname_dangling", "txt_cname_loop" ->
                                    answerTypes(answer).equals(Set.of(Type.CNAME));
                                case "txt_unrelated_only" -> texts(answer).noneMatch(text -> text.contains("STSv"));
                                case "txt_version_missing" -> texts(answer).anyMatch(text -> text.startsWith("id="));
                                default ->
                                    texts(answer)
                                            .anyMatch(text -> text.toLowerCase(Locale.ROOT)
                                                    .contains("stsv"));
                            })
                    .as("%s: %s", resident.scenario(), answer)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersForThePolicyHostShowTheOutcome(boolean tcp) throws IOException {
        for (Resident resident :
                animals().filter(r -> !r.truth().outcome().startsWith("txt_")).toList()) {
            String host = "mta-sts." + resident.domain();
            if (resident.truth().outcome().equals("host_timeout")) {
                continue;
            }
            Message a = ask(host, Type.A, tcp);
            Message aaaa = ask(host, Type.AAAA, tcp);
            assertThat(
                            switch (resident.truth().outcome()) {
                                case "host_nxdomain" ->
                                    isNegative(a, Rcode.NXDOMAIN) && isNegative(aaaa, Rcode.NXDOMAIN);
                                case "host_nodata" -> isNegative(a, Rcode.NOERROR) && isNegative(aaaa, Rcode.NOERROR);
                                case "host_servfail" -> a.getRcode() == Rcode.SERVFAIL;
                                case "host_dnssec_bogus" ->
                                    a.getRcode() == Rcode.SERVFAIL
                                            && extendedErrors(a).equals(List.of(6));
                                case "host_dns_error" -> a.getRcode() == Rcode.REFUSED;
                                case "host_cname_dangling" ->
                                    answerTypes(a).equals(Set.of(Type.CNAME))
                                            && answerTypes(aaaa).equals(Set.of(Type.CNAME));
                                case "host_cname_loop" ->
                                    a.getSection(Section.ANSWER).size() > 1;
                                case "host_non_public_address" ->
                                    addresses(a, aaaa).noneMatch(DnsServerTest::isLoopback);
                                default -> addresses(a, aaaa).anyMatch(DnsServerTest::isLoopback);
                            })
                    .as("%s: %s %s", resident.scenario(), a, aaaa)
                    .isTrue();
        }
    }

    private static Stream<Resident> animals() {
        return world.residents().filter(r -> r.domain().startsWith("zoo"));
    }

    private static Stream<String> texts(Message message) {
        return message.getSection(Section.ANSWER).stream()
                .filter(TXTRecord.class::isInstance)
                .map(txt -> String.join("", ((TXTRecord) txt).getStrings()));
    }

    private static Stream<String> addresses(Message... messages) {
        return Stream.of(messages)
                .flatMap(m -> m.getSection(Section.ANSWER).stream())
                .filter(r -> r.getType() == Type.A || r.getType() == Type.AAAA)
                .map(Record::rdataToString);
    }

    private static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1");
    }

    /// Loopback, and blocks of RFC 6890 that lead nowhere.
    private static final List<String> NOT_ROUTED = List.of(
            "127.",
            "10.",
            "172.16.",
            "192.168.",
            "100.64.",
            "0.0.0.0",
            "169.254.",
            "192.0.2.",
            "198.18.",
            "224.0.0.",
            "240.0.0.",
            "255.255.255.255");

    @Test
    void noAddressOfTheWorldLeadsOffTheMachineExceptThoseThatAreNotRoutedAnywhere() throws IOException {
        for (Resident resident : world.residents().toList()) {
            for (String name : List.of(resident.domain(), "mta-sts." + resident.domain())) {
                if (!resident.truth().outcome().endsWith("_timeout") && name.length() < 250) {
                    assertThat(addresses(ask(name, Type.A, false)))
                            .allMatch(a -> NOT_ROUTED.stream().anyMatch(a::startsWith));
                }
            }
        }
    }

    @Test
    void theShortcutForPlainDomainsSaysWhatTheirZoneSays() throws IOException {
        int plain = 0;
        for (Resident resident : world.residents().toList()) {
            String domain = resident.domain();
            if (!world.home(domain).orElseThrow().isPlain()) {
                continue;
            }
            plain++;
            for (String label : List.of("_mta-sts.", "_smtp._tls.", "x._mta-sts.", "_tls.")) {
                assertThat(ask(label + domain, Type.TXT, false).getRcode()).isEqualTo(Rcode.NXDOMAIN);
                assertThat(world.site(domain).orElseThrow().zone().find(label + domain, Type.TXT))
                        .isInstanceOf(Zone.NoName.class);
            }
        }
        assertThat(plain).isGreaterThan(500);
    }

    @Test
    void siblingsOfTheRecordDoNotExistUnlessThereIsAWildcard() throws IOException {
        assertThat(ask("_r4nd0m." + zoo("healthy"), Type.TXT, false).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(ask("r4nd0m." + zoo("healthy"), Type.A, false).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(texts(ask("_r4nd0m." + zoo("txt-wildcard"), Type.TXT, false)))
                .anyMatch(t -> t.startsWith("v=STSv1"));
        assertThat(texts(ask("_r4nd0m." + zoo("spf-wildcard"), Type.TXT, false)))
                .containsExactly("v=spf1 -all");
        assertThat(addresses(ask("r4nd0m." + zoo("host-wildcard-dns"), Type.A, false)))
                .hasSize(1);
    }

    @Test
    void largeAnswersAreTruncatedOverUdpAndWholeOverTcp() throws IOException {
        Message query = query("_mta-sts." + zoo("txt-large-rrset"), Type.TXT);
        var udp = resolver(false);
        udp.setIgnoreTruncation(true);
        Message cut = udp.send(query);
        assertThat(cut.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(cut.numBytes()).isLessThanOrEqualTo(1_280);
        assertThat(texts(resolver(true).send(query))).hasSize(41);
    }

    @Test
    void withoutEdnsTheLimitIs512OctetsAndThereIsNoOptRecord() throws IOException {
        var resolver = resolver(false);
        resolver.setEDNS(-1);
        resolver.setIgnoreTruncation(true);
        Message answer = resolver.send(query("_mta-sts." + zoo("txt-large-rrset"), Type.TXT));
        assertThat(answer.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(answer.getOPT()).isNull();
    }

    @Test
    void signedDomainsHaveTheAuthenticDataBitOnlyWhereItIsAskedFor() throws IOException {
        String signed = world.residents()
                .map(Resident::domain)
                .filter(d -> world.site(d).orElseThrow().signed()
                        && world.home(d).orElseThrow().isPlain())
                .findFirst()
                .orElseThrow();
        Message query = query("_mta-sts." + signed, Type.TXT);
        assertThat(resolver(false).send(query).getHeader().getFlag(Flags.AD)).isTrue();
        query.getHeader().unsetFlag(Flags.AD);
        assertThat(resolver(false).send(query).getHeader().getFlag(Flags.AD)).isFalse();
    }

    @Test
    void domainsThatDoNotExistAreDeniedByTheirParent() throws IOException {
        Message answer = ask(zoo("no-such-domain"), Type.MX, false);
        assertThat(isNegative(answer, Rcode.NXDOMAIN)).isTrue();
        assertThat(answer.getSection(Section.AUTHORITY).getFirst().getName()).hasToString("example.");
    }

    @Test
    void namesOfNobodyDoNotExist() throws IOException {
        assertThat(isNegative(ask("www.nobody.invalid", Type.A, false), Rcode.NXDOMAIN))
                .isTrue();
    }

    @Test
    void mailHostsOfProvidersHaveAddresses() throws IOException {
        for (Resident resident : world.residents().limit(300).toList()) {
            Message mx = ask(resident.domain(), Type.MX, false);
            for (Record one : mx.getSection(Section.ANSWER)) {
                String host = ((MXRecord) one).getTarget().toString(true);
                if (!host.equals(".") && !host.contains("no-such-host")) {
                    assertThat(addresses(ask(host, Type.A, false))).as(host).hasSize(1);
                }
            }
        }
    }

    @Test
    void namesAtHostingCompaniesAnswerForThemselvesToo() throws IOException {
        int checked = 0;
        for (Resident resident :
                world.residents().filter(r -> r.truth().mode().isPresent()).toList()) {
            Message whole = ask("mta-sts." + resident.domain(), Type.A, false);
            List<Record> chain = whole.getSection(Section.ANSWER);
            if (chain.size() == 2 && !chain.getLast().getName().subdomain(Name.fromString(resident.domain() + "."))) {
                String target = chain.getLast().getName().toString(true);
                assertThat(addresses(ask(target, Type.A, false)))
                        .containsExactlyElementsOf(addresses(whole).toList());
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(20);
    }

    @Test
    void theQuestionIsEchoedInItsOwnLetterCase() throws IOException {
        Message answer = ask("_MTA-sts." + zoo("healthy").toUpperCase(Locale.ROOT), Type.TXT, false);
        assertThat(answer.getQuestion().getName().toString()).startsWith("_MTA-sts.ZOO-HEALTHY");
        assertThat(texts(answer)).hasSize(1);
    }

    @Test
    void silentDomainsDoNotAnswer() throws IOException {
        var resolver = resolver(false);
        resolver.setTimeout(Duration.ofMillis(200));
        Message query = query("_mta-sts." + zoo("dns-silent"), Type.TXT);
        assertThatThrownBy(() -> resolver.send(query)).isInstanceOf(IOException.class);
    }

    @Test
    void datagramsAreLostInEitherDirection() throws IOException {
        // Lost on the way in; received but lost on the way out; neither.
        Iterator<Double> fate = List.of(0.1, 0.9, 0.1, 0.9, 0.9).iterator();
        RandomGenerator random = new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public double nextDouble() {
                return fate.next();
            }
        };
        try (DnsServer lossy =
                DnsServer.start(world, new InetSocketAddress(InetAddress.ofLiteral(Loopback.DNS), 0), 0.5, random)) {
            var resolver = new SimpleResolver(lossy.address());
            resolver.setTimeout(Duration.ofMillis(100));
            Message query = query(zoo("healthy"), Type.MX);
            assertThatThrownBy(() -> resolver.send(query)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> resolver.send(query)).isInstanceOf(IOException.class);
            resolver.setTimeout(Duration.ofSeconds(5));
            assertThat(resolver.send(query).getRcode()).isEqualTo(Rcode.NOERROR);
        }
    }

    @Test
    void loopsOfAliasesAreToldOnce() throws IOException {
        assertThat(ask("mta-sts." + zoo("host-cname-loop"), Type.A, false).getSection(Section.ANSWER))
                .hasSize(2);
        assertThat(ask("mta-sts." + zoo("host-cname-too-long"), Type.A, false).getSection(Section.ANSWER))
                .hasSize(13);
    }

    @Test
    void noMessageStopsTheServer() {
        var random = new SplittableRandom(99);
        var responder = new Responder(world);
        var encoder = new ReplyEncoder();
        byte[] good = Message.newQuery(Record.newRecord(
                        Name.fromConstantString("_mta-sts." + zoo("healthy") + "."), Type.TXT, DClass.IN))
                .toWire();
        for (int i = 0; i < 50_000; i++) {
            byte[] bad = good.clone();
            for (int changes = random.nextInt(6); changes >= 0; changes--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            Query.parse(bad, 12 + random.nextInt(bad.length - 11))
                    .flatMap(query -> responder
                            .answer(query.name(), query.type())
                            .map(reply -> encoder.encode(query, reply, ReplyEncoder.MAX_UDP)))
                    .ifPresent(length -> assertThat(length).isBetween(17, ReplyEncoder.MAX_UDP));
        }
    }

    @Test
    void someSignedMailHostsHaveTlsaRecords() throws IOException {
        int found = 0;
        for (Resident resident : world.residents().limit(1_500).toList()) {
            for (String label : List.of("_25._tcp.mail.", "_25._tcp.mx1.")) {
                String name = label + resident.domain();
                if (!resident.truth().outcome().endsWith("_timeout") && name.length() < 250) {
                    found += answerTypes(ask(name, Type.TLSA, false)).contains(Type.TLSA) ? 1 : 0;
                }
            }
        }
        assertThat(found).isBetween(3, 60);
    }

    @Test
    void junkIsIgnored() {
        for (byte[] junk : List.of(new byte[0], new byte[1], new byte[11], new byte[512])) {
            assertThat(Query.parse(junk, junk.length)).isEmpty();
        }
        byte[] endless = new byte[600];
        Arrays.fill(endless, (byte) 1);
        System.arraycopy(new byte[] {0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0}, 0, endless, 0, 12);
        assertThat(Query.parse(endless, endless.length)).isEmpty();
    }
}
