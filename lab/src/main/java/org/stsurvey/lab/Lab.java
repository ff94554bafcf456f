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
import org.stsurvey.lab.dns.DnsServer;
import org.stsurvey.lab.https.WebServer;
import org.stsurvey.lab.world.Laws;
import org.stsurvey.lab.world.Loopback;
import org.stsurvey.lab.world.Resident;
import org.stsurvey.lab.world.Truth;
import org.stsurvey.lab.world.World;

/// A simulated Internet on loopback sockets: a world of domains, a name server for all of them and the hosts of
/// their policies. It answers from the moment [#start] returns until it is closed. Several labs can run at once.
public final class Lab implements AutoCloseable {
    private final World world;
    private final DnsServer dns;
    private final WebServer web;

    private Lab(World world, DnsServer dns, WebServer web) {
        this.world = world;
        this.dns = dns;
        this.web = web;
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
        try {
            var address = new InetSocketAddress(InetAddress.ofLiteral(Loopback.DNS), settings.dnsPort());
            var random = new SplittableRandom(settings.seed());
            return new Lab(world, DnsServer.start(world, address, settings.loss(), random), web);
        } catch (IOException e) {
            web.close();
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

    /// The port of all policy hosts; it stands for 443.
    public int httpsPort() {
        return web.port();
    }

    /// How often somebody followed a redirect, an Alt-Svc or a pointer in a certificate to where they lead: the
    /// trap.
    public int trapVisits() {
        return web.trapVisits();
    }

    public World world() {
        return world;
    }

    /// The certificate of the root that a client is to trust, in PEM.
    public String caPem() {
        return web.rootPem();
    }

    /// Writes what is true of every domain, as tab-separated values under a header, in the order of the list.
    public void writeTruth(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("domain\tscenario\t" + String.join("\t", Truth.COLUMNS) + "\n");
            for (Iterator<Resident> all = world.residents().iterator(); all.hasNext(); ) {
                Resident one = all.next();
                out.write(one.domain() + "\t" + one.scenario() + "\t"
                        + String.join("\t", one.truth().columns()) + "\n");
            }
        }
    }

    /// Writes the list of the world's domains as lines of `rank,domain`.
    public void writeList(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < world.size(); i++) {
                out.write(world.rank(i) + "," + world.domain(i) + "\n");
            }
        }
    }

    /// Writes the root certificate for a client's list of trusted authorities.
    public void writeCa(Path pem) throws IOException {
        Files.writeString(pem, caPem());
    }

    /// Stops both servers; their ports are free afterwards.
    @Override
    public void close() throws IOException {
        dns.close();
        web.close();
    }
}
