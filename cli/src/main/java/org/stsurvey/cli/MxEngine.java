package org.stsurvey.cli;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.RecordData;
import org.stsurvey.scanner.observe.Deadline;
import org.stsurvey.scanner.observe.WireClock;
import org.stsurvey.scanner.observe.dns.DnsClient;
import org.stsurvey.scanner.observe.dns.Question;
import org.stsurvey.scanner.observe.dns.RecordType;
import org.stsurvey.scanner.observe.https.FetchStage;
import org.stsurvey.scanner.observe.pace.Pace;
import org.stsurvey.scanner.observe.smtp.MxProbes;
import org.stsurvey.scanner.observe.smtp.PortWatch;
import org.stsurvey.scanner.observe.smtp.SmtpClient;
import org.stsurvey.scanner.observe.smtp.SmtpSettings;

/// What a scanner that probes MX hosts holds open: a client for each pass, which share gates, answers, and what
/// is known of the port.
final class MxEngine implements AutoCloseable {

    private static final Duration TEST_PATIENCE = Duration.ofSeconds(20);

    private final ProbeSettings settings;
    private final FetchStage.Rules dialling;
    private final SmtpClient first;
    private final SmtpClient patient;
    private final PortWatch port;
    private final MxProbes probes;

    MxEngine(ProbeSettings settings, NetworkSettings network, FetchStage.Rules dialling, Clock time, WireClock clock) {
        this.settings = settings;
        this.dialling = dialling;
        this.first = new SmtpClient(settings.smtp(), network::mayDial);
        this.patient = new SmtpClient(settings.smtp().forRetest(), network::mayDial);
        this.port = new PortWatch(first::answers);
        this.probes = new MxProbes(
                new Pace(SmtpSettings.PACE),
                new MxProbes.Rules(
                        dialling.mayDial(),
                        dialling.excluded(),
                        dialling.reachable(),
                        dialling.providerOf(),
                        time,
                        clock::nanos,
                        clock::stops),
                port,
                settings.proofPatience());
    }

    MxProbes.Pass firstPass() {
        return probes.pass(1, first, settings.smtp());
    }

    MxProbes.Pass retest() {
        return probes.pass(2, patient, settings.smtp().forRetest());
    }

    /// What the operator should know before the first host is probed. Connects to the host of `--probe-test`.
    List<String> introduce(DnsClient dns) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        lines.add("--probe-mx: each MX host of a publisher is connected to once on port "
                + settings.smtp().port() + " (EHLO " + settings.smtp().ehloName()
                + ", STARTTLS, QUIT; no mail); the owner of your network should know, and so should whoever reads its "
                + "abuse mailbox");
        if (settings.test().isPresent()) {
            String host = settings.test().get();
            List<InetAddress> addresses = addresses(host, dns);
            boolean answers = addresses.stream().anyMatch(address -> {
                boolean connected = first.answers(address);
                if (connected) {
                    port.connected(address);
                }
                return connected;
            });
            lines.add(
                    answers
                            ? "--probe-test " + host + " answers: port "
                                    + settings.smtp().port() + " is open from here"
                            : "--probe-test " + host + " cannot be connected to: port "
                                    + settings.smtp().port()
                                    + " seems to be blocked here; no MX host is judged until one answers");
        }
        return lines;
    }

    private List<InetAddress> addresses(String host, DnsClient dns) throws InterruptedException {
        List<Question> questions = List.of(new Question(host, RecordType.A), new Question(host, RecordType.AAAA));
        return dns.ask(questions, Deadline.after(TEST_PATIENCE)).stream()
                .flatMap(lookup -> lookup.answer() instanceof DnsAnswer.Found found
                        ? found.records(RecordData.Address.class).stream()
                        : Stream.<RecordData.Address>empty())
                .map(RecordData.Address::address)
                .filter(dialling.mayDial())
                .filter(address -> dialling.excluded().apply(address).isEmpty())
                .filter(dialling.reachable())
                .toList();
    }

    /// What a reader of the run should know of its probes.
    List<String> remarks() {
        MxProbes.Count count = probes.count();
        List<String> remarks = new ArrayList<>();
        switch (probes.port()) {
            case OPEN -> {}
            case BLOCKED ->
                remarks.add("port " + settings.smtp().port() + " is blocked where this scan was made from: after "
                        + count.probed()
                        + " connections without success no MX host was probed any more, and delivery is "
                        + "not measured");
            case UNPROVEN -> {
                if (count.probed() > 0) {
                    remarks.add("none of " + count.probed() + " connections to port "
                            + settings.smtp().port()
                            + " stood, too few to say that it is blocked here: delivery is not measured where it depends "
                            + "on them");
                }
            }
        }
        if (count.forgotten() > 0) {
            remarks.add(count.forgotten() + " of " + count.probed()
                    + " MX hosts were forgotten for want of memory and may have been probed twice");
        }
        return remarks;
    }

    @Override
    public void close() {
        first.close();
        patient.close();
    }
}
