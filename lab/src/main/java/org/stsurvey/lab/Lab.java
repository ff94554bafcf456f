package org.stsurvey.lab;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.stsurvey.lab.dns.Ailment;
import org.stsurvey.lab.dns.DnsServer;
import org.stsurvey.lab.https.WebServer;
import org.stsurvey.lab.smtp.MailServer;
import org.stsurvey.lab.world.Laws;
import org.stsurvey.lab.world.Loopback;
import org.stsurvey.lab.world.Resident;
import org.stsurvey.lab.world.Transition;
import org.stsurvey.lab.world.Truth;
import org.stsurvey.lab.world.World;

/// A simulated Internet on loopback sockets: a world of domains, a name server for all of them, the hosts of
/// their policies and those of their mail. It answers from the moment [#start] returns until it is closed.
/// Several labs can run at once.
public final class Lab implements AutoCloseable {
    private final World world;
    private final DnsServer dns;
    private final WebServer web;
    private final MailServer mail;

    private Lab(World world, DnsServer dns, WebServer web, MailServer mail) {
        this.world = world;
        this.dns = dns;
        this.web = web;
        this.mail = mail;
    }

    /// Builds the world and starts its servers.
    ///
    /// @throws IOException if the list of names cannot be read, or a port cannot be had
    public static Lab start(LabSettings settings) throws IOException {
        var loopback = new Loopback(settings.webAddresses(), hasIpv6());
        var laws = new Laws(settings.seed(), settings.adoption(), settings.slow(), settings.monthsLater());
        World world = World.of(settings.population(), laws, loopback);
        WebServer web = WebServer.start(
                world, loopback, settings.httpsPort(), settings.slow(), settings.seed(), settings.today());
        MailServer mail;
        try {
            mail = MailServer.start(world, web.authority(), settings.smtpPort());
        } catch (IOException e) {
            web.close();
            throw e;
        }
        try {
            var address = new InetSocketAddress(InetAddress.ofLiteral(Loopback.DNS), settings.dnsPort());
            var random = new SplittableRandom(settings.seed());
            return new Lab(world, DnsServer.start(world, address, settings.loss(), random), web, mail);
        } catch (IOException e) {
            web.close();
            mail.close();
            throw e;
        }
    }

    private static boolean hasIpv6() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.ofLiteral(Loopback.IPV6))) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /// Where the name server listens, over UDP and TCP.
    public InetSocketAddress dns() {
        return dns.address();
    }

    /// Lets the name server fall ill, or get well with [Ailment#NONE].
    ///
    /// @throws IOException if its port cannot be had back
    public void suffer(Ailment ailment) throws IOException {
        dns.suffer(ailment);
    }

    /// The port of all policy hosts; it stands for 443.
    public int httpsPort() {
        return web.port();
    }

    /// The port of all mail hosts; it stands for 25.
    public int smtpPort() {
        return mail.port();
    }

    /// How often somebody began a mail, which no probe does.
    public int mailsBegun() {
        return mail.mailsBegun();
    }

    /// How often somebody followed a redirect, an Alt-Svc or a pointer in a certificate to where they lead: the
    /// trap.
    public int trapVisits() {
        return web.trapVisits();
    }

    public World world() {
        return world;
    }

    /// The certificates of the roots that a client is to trust by now, in PEM.
    public String caPem() {
        return world.trustsNewcomer() ? web.rootPem() + web.newcomerRootPem() : web.rootPem();
    }

    /// Writes what is true of every domain, as tab-separated values under a header, in the order of the list;
    /// last come domains that are not in the list of this month and have no rank.
    public void writeTruth(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("domain\tscenario\t" + String.join("\t", Truth.COLUMNS) + "\trank\n");
            Stream<Resident> everybody = Stream.concat(world.residents(), world.unlisted());
            for (Iterator<Resident> all = everybody.iterator(); all.hasNext(); ) {
                Resident one = all.next();
                out.write(one.domain() + "\t" + one.scenario() + "\t"
                        + String.join("\t", one.truth().columns()) + "\t" + rank(one.rank()) + "\n");
            }
        }
    }

    /// Writes what became of every domain since the month before: what happened, its statuses then and now, and
    /// what a comparison of two runs shows, as `trend_*` codes with blanks between them.
    public void writeTransitions(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("domain\trank\tevent\tstatus_before\tstatus\tcodes\n");
            for (Iterator<Transition> all = world.transitions().iterator(); all.hasNext(); ) {
                Transition one = all.next();
                out.write(String.join(
                                "\t",
                                one.domain(),
                                rank(one.rank()),
                                one.event(),
                                one.before().deploymentStatus().code(),
                                one.now().deploymentStatus().code(),
                                String.join(" ", one.codes()))
                        + "\n");
            }
        }
    }

    private static String rank(int rank) {
        return rank == Resident.NOT_LISTED ? "" : Integer.toString(rank);
    }

    /// Writes the list of the world's domains as lines of `rank,domain`.
    public void writeList(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < world.size(); i++) {
                out.write(world.rank(i) + "," + world.domain(i) + "\n");
            }
        }
    }

    /// Writes the root certificates for a client's list of trusted authorities.
    public void writeCa(Path pem) throws IOException {
        Files.writeString(pem, caPem());
    }

    /// Stops all servers; their ports are free afterwards.
    @Override
    public void close() throws IOException {
        dns.close();
        web.close();
        mail.close();
    }
}
