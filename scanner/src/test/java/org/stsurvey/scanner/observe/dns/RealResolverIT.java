package org.stsurvey.scanner.observe.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stsurvey.lab.programs.NeedsProgram;
import org.stsurvey.lab.programs.Program;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsAnswer.Failed;
import org.stsurvey.scanner.observation.DnsAnswer.Found;
import org.stsurvey.scanner.observation.DnsAnswer.NoData;
import org.stsurvey.scanner.observation.DnsAnswer.NoSuchName;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observation.RecordData;
import org.stsurvey.scanner.observe.Deadline;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/// The engine against unbound, configured as the README says, in front of knot: a signed zone, one whose signatures
/// are wrong, one without any, and one whose server is dead. Nothing leaves this machine: knot serves the root, too.
@NeedsProgram({Program.UNBOUND, Program.KNOT})
class RealResolverIT {

    private static final Duration TO_START = Duration.ofSeconds(30);
    private static final String LOOPBACK = "127.0.0.1";
    private static final int STRINGS_THAT_NEED_TCP = 40;
    private static final int DIGEST_OCTETS = 32;

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // by start()
    private static Process knot;

    @SuppressWarnings("NullAway.Init") // by start()
    private static Process unbound;

    @SuppressWarnings("NullAway.Init") // by start()
    private static DnsEngine engine;

    @BeforeAll
    static void start() throws Exception {
        int knotPort = freePort();
        int unboundPort = freePort();
        writeZones();
        Files.writeString(folder.resolve("knot.conf"), knotConfiguration(knotPort));
        knot = start(
                "knot",
                Program.KNOT.path().toString(),
                "-c",
                folder.resolve("knot.conf").toString());
        DNSKEYRecord key = keyOf("signed.test.", knotPort);
        Files.writeString(folder.resolve("unbound.conf"), unboundConfiguration(unboundPort, knotPort, key));
        unbound = start(
                "unbound",
                Program.UNBOUND.path().toString(),
                "-d",
                "-c",
                folder.resolve("unbound.conf").toString());
        engine = DnsEngine.open(
                DnsSettings.of(List.of(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), unboundPort))),
                ResolverEvents.IGNORED);
        long end = System.nanoTime() + TO_START.toNanos();
        while (!(answer("plain.test", RecordType.TXT) instanceof Found)) {
            assertThat(System.nanoTime() - end).as(log("unbound")).isNegative();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (engine != null) {
            engine.close();
        }
        for (Process process : new Process[] {unbound, knot}) {
            if (process != null) {
                process.destroy();
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            }
        }
    }

    private static Process start(String name, String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
    }

    private static String log(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".log"));
    }

    /// Free for TCP and UDP.
    private static int freePort() throws IOException {
        while (true) {
            try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.ofLiteral(LOOPBACK));
                    DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.ofLiteral(LOOPBACK))) {
                return udp.getLocalPort();
            } catch (IOException _) {
                // Taken for UDP; draw again.
            }
        }
    }

    private static void writeZones() throws IOException {
        Files.writeString(folder.resolve("root.zone"), """
                . 3600 SOA ns.test. hostmaster.test. 1 3600 900 86400 60
                . 3600 NS ns.test.
                ns.test. 3600 A 127.0.0.1
                """);
        for (String zone : List.of("signed", "bogus", "plain")) {
            Files.writeString(folder.resolve(zone + ".zone"), """
                    $ORIGIN %s.test.
                    @ 3600 SOA ns hostmaster 1 3600 900 86400 60
                    @ NS ns
                    ns A 127.0.0.1
                    @ TXT "here"
                    @ MX 10 mail
                    mail A 192.0.2.1
                    _25._tcp.mail TLSA 3 1 1 %s
                    mx2 CNAME mail.plain.test.
                    _mta-sts TXT "v=STSv1; id=20261101;"
                    _mta-sts.alias CNAME _mta-sts.plain.test.
                    large TXT %s
                    """.formatted(
                            zone,
                            "ab".repeat(DIGEST_OCTETS),
                            "\"%s\" ".formatted("x".repeat(100)).repeat(STRINGS_THAT_NEED_TCP)));
        }
    }

    private static String knotConfiguration(int port) {
        return """
                server:
                  listen: %s@%d
                  rundir: %s
                database:
                  storage: %2$s
                log:
                  - target: stderr
                    any: notice
                policy:
                  - id: one-key
                    algorithm: ecdsap256sha256
                    single-type-signing: on
                template:
                  - id: default
                    storage: %2$s
                    zonefile-sync: -1
                zone:
                  - domain: .
                    file: root.zone
                  - domain: signed.test
                    file: signed.zone
                    dnssec-signing: on
                    dnssec-policy: one-key
                  - domain: bogus.test
                    file: bogus.zone
                    dnssec-signing: on
                    dnssec-policy: one-key
                  - domain: plain.test
                    file: plain.zone
                """.replace("%2$s", folder.toString()).formatted(LOOPBACK, port, folder);
    }

    /// The zone's key, once the server has signed it.
    private static DNSKEYRecord keyOf(String zone, int port) throws Exception {
        SimpleResolver server = new SimpleResolver(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port));
        server.setTCP(true);
        server.setTimeout(Duration.ofSeconds(2));
        Message query = Message.newQuery(Record.newRecord(Name.fromString(zone), Type.DNSKEY, DClass.IN));
        long end = System.nanoTime() + TO_START.toNanos();
        while (true) {
            try {
                for (Record record : server.send(query).getSection(Section.ANSWER)) {
                    if (record instanceof DNSKEYRecord key) {
                        return key;
                    }
                }
            } catch (IOException _) {
                // Not up yet.
            }
            assertThat(System.nanoTime() - end).as(log("knot")).isNegative();
            Thread.sleep(50);
        }
    }

    /// The README's configuration, and below it what only this test needs.
    ///
    /// The key of one zone as the trust anchor of another makes that one bogus.
    private static String unboundConfiguration(int port, int knotPort, DNSKEYRecord key) throws Exception {
        Matcher block = Pattern.compile("```\\n(server:\\n.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "README.md")));
        assertThat(block.find()).as("the README has a configuration of unbound").isTrue();
        StringBuilder configuration = new StringBuilder(block.group(1))
                .append("""
                server:
                  port: %d
                  directory: "%s"
                  chroot: ""
                  username: ""
                  pidfile: ""
                  use-syslog: no
                  do-not-query-localhost: no
                  do-ip6: no
                  local-zone: "test." nodefault
                  trust-anchor: "signed.test. IN DNSKEY %s"
                  trust-anchor: "bogus.test. IN DNSKEY %4$s"
                """.replace("%4$s", key.rdataToString()).formatted(port, folder, key.rdataToString()));
        for (String zone : List.of(".", "signed.test.", "bogus.test.", "plain.test.")) {
            configuration.append(stub(zone, knotPort));
        }
        return configuration.append(stub("dead.test.", freePort())).toString();
    }

    private static String stub(String zone, int port) {
        return """
                stub-zone:
                  name: "%s"
                  stub-addr: %s@%d
                """.formatted(zone, LOOPBACK, port);
    }

    private static DnsAnswer answer(String name, RecordType type) throws InterruptedException {
        List<DnsLookup> lookups = engine.ask(List.of(new Question(name, type)), Deadline.after(Duration.ofSeconds(60)));
        return lookups.getFirst().answer();
    }

    @Test
    void itIsFoundToBeWell() throws Exception {
        ResolverExamination examination = engine.examine().getFirst();
        assertThat(examination.ailment()).isEmpty();
    }

    @Test
    void aSignedZoneIsKnownToBeAuthentic() throws Exception {
        assertThat(answer("_mta-sts.signed.test", RecordType.TXT)).isInstanceOfSatisfying(Found.class, found -> {
            assertThat(found.authenticated()).isTrue();
            assertThat(found.records(RecordData.Txt.class)).hasSize(1);
        });
        assertThat(answer("nothing.signed.test", RecordType.TXT)).isInstanceOf(NoSuchName.class);
        assertThat(answer("mail.signed.test", RecordType.TXT)).isInstanceOf(NoData.class);
    }

    @Test
    void anUnsignedZoneIsNot() throws Exception {
        assertThat(answer("_mta-sts.plain.test", RecordType.TXT))
                .isInstanceOfSatisfying(
                        Found.class, found -> assertThat(found.authenticated()).isFalse());
        assertThat(answer("nothing.plain.test", RecordType.MX)).isInstanceOf(NoSuchName.class);
    }

    @Test
    void aBogusZoneFailsWithItsReasonAndAnswersUnchecked() throws Exception {
        assertThat(answer("_mta-sts.bogus.test", RecordType.TXT)).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.rcode()).hasValue(Rcode.SERVFAIL);
            assertThat(failed.uncheckedRcode()).hasValue(Rcode.NOERROR);
            // RFC 8914 §4.7 to §4.13: what is wrong with the chain of trust
            assertThat(failed.extendedError().orElseThrow().code()).isBetween(6, 12);
        });
    }

    @Test
    void tlsaRecordsAreAuthenticOnlyInASignedZone() throws Exception {
        for (String zone : List.of("signed", "plain")) {
            assertThat(answer("_25._tcp.mail." + zone + ".test", RecordType.TLSA))
                    .isInstanceOfSatisfying(Found.class, found -> {
                        assertThat(found.authenticated()).isEqualTo(zone.equals("signed"));
                        RecordData.Tlsa record =
                                found.records(RecordData.Tlsa.class).getFirst();
                        assertThat(List.of(record.usage(), record.selector(), record.matching()))
                                .containsExactly(3, 1, 1);
                        assertThat(record.data().size()).isEqualTo(DIGEST_OCTETS);
                    });
        }
        assertThat(answer("_25._tcp.ns.signed.test", RecordType.TLSA)).isInstanceOf(NoSuchName.class);
        assertThat(answer("_25._tcp.mail.bogus.test", RecordType.TLSA))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.uncheckedRcode()).hasValue(Rcode.NOERROR));
    }

    @Test
    void theCnameOfASignedNameIsAuthenticWhereWhatItLeadsToIsNot() throws Exception {
        assertThat(answer("mx2.signed.test", RecordType.A)).isInstanceOfSatisfying(Found.class, found -> {
            assertThat(found.cnames()).containsExactly("mail.plain.test");
            assertThat(found.authenticated()).isFalse();
        });
        assertThat(answer("mx2.signed.test", RecordType.CNAME)).isInstanceOfSatisfying(Found.class, found -> {
            assertThat(found.records()).containsExactly(new RecordData.Cname("mail.plain.test"));
            assertThat(found.cnames()).isEmpty();
            assertThat(found.authenticated()).isTrue();
        });
    }

    /// By the resolver's word or, where that takes it too long, by ours.
    @Test
    void aDeadZoneFailsUncheckedToo() throws Exception {
        assertThat(answer("_mta-sts.dead.test", RecordType.TXT)).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.rcode().orElse(Rcode.SERVFAIL)).isEqualTo(Rcode.SERVFAIL);
            assertThat(failed.uncheckedRcode().orElse(Rcode.SERVFAIL)).isEqualTo(Rcode.SERVFAIL);
        });
    }

    @Test
    void aLargeAnswerIsReadOverTcp() throws Exception {
        assertThat(answer("large.plain.test", RecordType.TXT))
                .isInstanceOfSatisfying(
                        Found.class,
                        found -> assertThat(found.records(RecordData.Txt.class)
                                        .getFirst()
                                        .strings())
                                .hasSize(STRINGS_THAT_NEED_TCP));
    }

    @Test
    void anAliasIntoAnotherZoneIsFollowed() throws Exception {
        assertThat(answer("_mta-sts.alias.signed.test", RecordType.TXT)).isInstanceOfSatisfying(Found.class, found -> {
            assertThat(found.cnames()).containsExactly("_mta-sts.plain.test");
            assertThat(found.authenticated()).isFalse();
        });
    }
}
