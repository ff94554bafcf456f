package org.stsurvey.lab.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// The sketch on which a scenario draws its domain.
///
/// It begins with a domain where everything works (or, in the group `ABSENT`, with one that publishes nothing but
/// mail), whose choices are made by the domain's [Draw]; a scenario changes what makes it special and states the
/// truth in the same breath. What a scenario does not touch stays as drawn: so faults occur with every provider,
/// mode and style. A scenario that replaces part of the DNS takes that part away from the hosting company, too.
public final class Deployment {
    private static final List<Integer> TTL_SECONDS = List.of(300, 3_600, 3_600, 14_400, 86_400);
    private static final List<Long> MAX_AGE_SECONDS =
            List.of(86_400L, 86_400L, 604_800L, 604_800L, 604_800L, 1_209_600L, 2_592_000L, 10_368_000L, 31_557_600L);
    private static final double HOSTED = 0.53;
    private static final double SIGNED = 0.12;
    private static final double LINE_FEEDS_ONLY = 0.4;
    private static final double TURNS_TO_ENFORCE_A_MONTH = 0.02;
    private static final double FORGETS_THE_ID = 0.1;

    private final String domain;
    private final Draw draw;
    private final Loopback loopback;
    private final boolean publishes;
    private final int ttlSeconds;

    private Optional<Mail> mail = Optional.empty();
    private TlsReporting tlsReporting;
    private Optional<PolicyHosting> hosting = Optional.empty();
    private Optional<Consumer<Zone.Builder>> recordDns = Optional.empty();
    private Optional<Consumer<Zone.Builder>> hostDns = Optional.empty();
    private Optional<Zone.Answer> everything = Optional.empty();
    private String mode;
    private final String idEdition;
    private long maxAgeSeconds;
    private Optional<String> id = Optional.empty();
    private UnaryOperator<String> policy;
    private Optional<Greeting> greeting = Optional.empty();
    private Optional<Function<Reply.Response, Reply>> reply = Optional.empty();
    private UnaryOperator<Reply.Response> response = UnaryOperator.identity();
    private String outcome = "ok";
    private Optional<Truth.Status> status = Optional.empty();
    private String mxAlignment = "mx_all_covered";

    Deployment(String domain, Draw draw, Laws laws, Loopback loopback, boolean publishes) {
        this.domain = domain;
        this.draw = draw;
        this.loopback = loopback;
        this.publishes = publishes;
        ttlSeconds = draw.pick("ttl", TTL_SECONDS);
        tlsReporting = drawTlsReporting();
        boolean turned = laws.hasHappened(draw, "turned to enforce", TURNS_TO_ENFORCE_A_MONTH);
        mode = drawMode(turned);
        idEdition = turned && !draw.chance("forgets the id", FORGETS_THE_ID) ? "second " : "";
        maxAgeSeconds = draw.pick("max age", MAX_AGE_SECONDS);
        policy = text -> draw.chance("line ends", LINE_FEEDS_ONLY) ? text.replace("\r\n", "\n") : text;
        if (publishes) {
            if (draw.chance("hosted", HOSTED)) {
                hosting = Optional.of(PolicyHosting.of(draw)).filter(h -> h.fits(domain));
            }
        } else {
            truth("txt_nxdomain", Truth.Status.ABSENT);
            recordDns = Optional.of(_ -> {});
            hostDns = Optional.of(_ -> {});
        }
    }

    private TlsReporting drawTlsReporting() {
        if (domain.length() > TlsReporting.LONGEST_DOMAIN) {
            return TlsReporting.NONE;
        }
        return publishes ? TlsReporting.ofPublisher(draw) : TlsReporting.ofOther(draw);
    }

    private String drawMode(boolean turnedToEnforce) {
        double share = draw.share("mode");
        if (share < 0.54) {
            return "enforce";
        }
        return share >= 0.99 ? "none" : turnedToEnforce ? "enforce" : "testing";
    }

    /// An id in one of the usual styles. Who turns from testing to enforce gets another one, unless it is
    /// forgotten.
    private String drawId() {
        int year = draw.between(idEdition + "id year", 2019, 2026);
        int month = draw.between(idEdition + "id month", 1, 12);
        String date = "%d%02d%02d".formatted(year, month, draw.between(idEdition + "id day", 1, 28));
        return switch (draw.below("id style", 5)) {
            case 0 -> date;
            case 1 -> Long.toString(1_560_000_000L + draw.below(idEdition + "id epoch", 200_000_000));
            case 2 -> draw.hex(idEdition + "id hex", 12);
            default -> date + "T%02d0000".formatted(draw.below("id hour", 24));
        };
    }

    public String domain() {
        return domain;
    }

    /// The policy host, `mta-sts.<domain>`.
    public String host() {
        return Site.policyHost(domain);
    }

    /// Where the record is, `_mta-sts.<domain>`.
    public String recordName() {
        return "_mta-sts." + domain;
    }

    /// The id of the record, unless the scenario writes the record itself.
    public String id() {
        return id.orElseGet(this::drawId);
    }

    public Draw draw() {
        return draw;
    }

    /// The loopback address at which this domain's policy host is served.
    public String address() {
        return loopback.webOf(draw);
    }

    /// States the primary outcome and the status of a single pass.
    public Deployment truth(String primaryOutcome, Truth.Status rollup) {
        outcome = primaryOutcome;
        status = Optional.of(rollup);
        return this;
    }

    /// States how the policy covers the MX hosts; it covers all where nothing is said.
    public Deployment mxAlignment(String code) {
        mxAlignment = code;
        return this;
    }

    /// Puts these TXT records at `_mta-sts`; `{id}` becomes the id.
    public Deployment records(String... texts) {
        return record(zone -> {
            for (String text : texts) {
                zone.txt(recordName(), text.replace("{id}", id()));
            }
        });
    }

    /// Replaces what there is at `_mta-sts`.
    public Deployment record(Consumer<Zone.Builder> dns) {
        recordDns = Optional.of(dns);
        return this;
    }

    /// Replaces what there is at `mta-sts`.
    public Deployment host(Consumer<Zone.Builder> dns) {
        hostDns = Optional.of(dns);
        return this;
    }

    /// Gives the same answer to every question about the domain and whatever lies below it.
    public Deployment everything(Zone.Answer answer) {
        everything = Optional.of(answer);
        return this;
    }

    public Deployment mail(Mail otherMail) {
        mail = Optional.of(otherMail);
        return this;
    }

    private Mail mail() {
        return mail.orElseGet(() -> publishes ? Mail.ofPublisher(domain, draw) : Mail.ofOther(domain, draw));
    }

    Deployment tlsReporting(TlsReporting other) {
        tlsReporting = other;
        return this;
    }

    /// Has no policy hosting company.
    public Deployment selfManaged() {
        hosting = Optional.empty();
        return this;
    }

    public Deployment id(String otherId) {
        id = Optional.of(otherId);
        return this;
    }

    public Deployment mode(String otherMode) {
        mode = otherMode;
        return this;
    }

    public Deployment maxAgeSeconds(long seconds) {
        maxAgeSeconds = seconds;
        return this;
    }

    /// Serves this text, with the mode, max_age and patterns as stated elsewhere.
    public Deployment policy(String text) {
        return policy(_ -> text);
    }

    /// Serves what the change makes of the policy, whose lines all end in CRLF.
    public Deployment policy(UnaryOperator<String> change) {
        policy = change;
        return this;
    }

    public Deployment certificate(UnaryOperator<Certificate> change) {
        return greeting(Greeting.handshake(change.apply(Certificate.good(host(), draw))));
    }

    /// Changes how the handshake is held, with a good certificate.
    public Deployment handshake(UnaryOperator<Greeting.Handshake> change) {
        return greeting(change.apply(Greeting.handshake(Certificate.good(host(), draw))));
    }

    public Deployment greeting(Greeting other) {
        greeting = Optional.of(other);
        return this;
    }

    public Deployment response(UnaryOperator<Reply.Response> change) {
        response = change;
        return this;
    }

    /// Answers with what is made of the response that would have come.
    public Deployment replyTo(Function<Reply.Response, Reply> change) {
        reply = Optional.of(change);
        return this;
    }

    public Deployment reply(Reply other) {
        return replyTo(_ -> other);
    }

    /// Whether answers about the domain are DNSSEC-secure.
    static boolean signed(Draw draw) {
        return draw.chance("signed", SIGNED);
    }

    /// The finished domain.
    Site build() {
        Greeting drawn = greeting.orElseGet(() -> Greeting.handshake(Certificate.good(host(), draw)));
        return new Site(domain, signed(draw), zone(), drawn, reply(), truth());
    }

    private Zone zone() {
        Zone.Builder zone = Zone.of(domain, ttlSeconds);
        if (everything.isPresent()) {
            return zone.put(domain, Zone.ANY, everything.get()).build();
        }
        mail().publish(zone, domain, draw);
        tlsReporting.publish(zone, domain);
        recordDns.orElse(this::publishRecord).accept(zone);
        zone.ttl(ttlSeconds);
        hostDns.orElse(this::publishHost).accept(zone);
        return zone.build();
    }

    private void publishRecord(Zone.Builder zone) {
        Optional<String> target = hosting.flatMap(h -> h.recordTarget(domain));
        target.ifPresent(name -> zone.cname(recordName(), name));
        zone.txt(target.orElse(recordName()), "v=STSv1; id=" + id() + (draw.chance("last semicolon", 0.6) ? ";" : ""));
    }

    private void publishHost(Zone.Builder zone) {
        Optional<String> target = hosting.map(h -> h.hostTarget(domain));
        target.ifPresent(name -> zone.cname(host(), name));
        zone.address(target.orElse(host()), address());
    }

    private Reply reply() {
        Reply.Response usual = response.apply(Reply.policy(policyText()));
        return reply.isPresent() ? reply.get().apply(usual) : usual;
    }

    private String policyText() {
        List<String> lines = new ArrayList<>(List.of("version: STSv1", "mode: " + mode));
        mail().patterns().forEach(pattern -> lines.add("mx: " + pattern));
        lines.add("max_age: " + maxAgeSeconds);
        return policy.apply(String.join("\r\n", lines) + "\r\n");
    }

    /// What is true of it, for which the domain need not be finished.
    Truth truth() {
        Truth.Status rollup = status.orElseGet(() -> switch (mode) {
            case "enforce" -> Truth.Status.VALID_ENFORCE;
            case "testing" -> Truth.Status.VALID_TESTING;
            default -> Truth.Status.VALID_NONE;
        });
        boolean usable = rollup.usable();
        boolean recordValid = publishes && rollup != Truth.Status.RECORD_INVALID && rollup != Truth.Status.ABSENT;
        return new Truth(
                outcome,
                rollup,
                usable ? Optional.of(mode) : Optional.empty(),
                usable ? OptionalLong.of(maxAgeSeconds) : OptionalLong.empty(),
                recordValid ? Optional.of(id()) : Optional.empty(),
                usable ? Optional.of(mode.equals("none") ? "mx_not_applicable" : mxAlignment) : Optional.empty(),
                tlsReporting.code());
    }
}
