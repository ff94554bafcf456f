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
/// It begins with a domain where everything works (or, in the group `ABSENT`, with one that publishes nothing
/// but mail), whose choices are made by the domain's [Draw]; a scenario changes what makes it special and
/// states the truth in the same breath. What a scenario does not touch stays as drawn: so faults occur with
/// every provider, mode and style. A scenario that replaces part of the DNS takes that part away from the
/// hosting company, too.
public final class Deployment {
    private static final List<Integer> TTL_SECONDS = List.of(300, 3_600, 3_600, 14_400, 86_400);
    private static final List<Long> MAX_AGE_SECONDS =
            List.of(86_400L, 86_400L, 604_800L, 604_800L, 604_800L, 1_209_600L, 2_592_000L, 10_368_000L, 31_557_600L);
    private static final int ID_YEAR = 2019;
    private static final int ID_YEARS = 8;
    private static final double HOSTED = 0.53;
    private static final double SIGNED = 0.12;
    private static final double LINE_FEEDS_ONLY = 0.4;

    private final String domain;
    private final Draw draw;
    private final Loopback loopback;
    private final int ttlSeconds;

    private boolean publishes;
    private boolean marked = true;
    private Optional<Mail> mail = Optional.empty();
    private Optional<MailService> mailService = Optional.empty();
    private TlsReporting tlsReporting;
    private Optional<PolicyHosting> hosting = Optional.empty();
    private Optional<Consumer<Zone.Builder>> recordDns = Optional.empty();
    private Optional<Consumer<Zone.Builder>> hostDns = Optional.empty();
    private Optional<Zone.Answer> everything = Optional.empty();
    private String mode;
    private int idEdition;
    private long maxAgeSeconds;
    private Optional<String> id = Optional.empty();
    private UnaryOperator<String> policy;
    private Optional<Greeting> greeting = Optional.empty();
    private Optional<Function<Reply.Response, Reply>> reply = Optional.empty();
    private UnaryOperator<Reply.Response> response = UnaryOperator.identity();
    private String outcome = "ok";
    private Optional<Truth.Status> status = Optional.empty();
    private String mxAlignment = "mx_all_covered";
    private Optional<Boolean> signed = Optional.empty();
    private Optional<Dane> dane = Optional.empty();

    Deployment(String domain, Draw draw, Loopback loopback, boolean publishes) {
        this.domain = domain;
        this.draw = draw;
        this.loopback = loopback;
        this.publishes = publishes;
        ttlSeconds = draw.pick("ttl", TTL_SECONDS);
        tlsReporting = drawTlsReporting();
        mode = drawMode();
        maxAgeSeconds = draw.pick("max age", MAX_AGE_SECONDS);
        policy = this::withLineEnds;
        if (publishes) {
            if (draw.chance("hosted", HOSTED)) {
                hosting = Optional.of(PolicyHosting.of(draw)).filter(h -> h.fits(domain));
            }
        } else {
            publishNothing();
        }
    }

    private void publishNothing() {
        truth("txt_nxdomain", Truth.Status.ABSENT);
        recordDns = Optional.of(_ -> {});
        hostDns = Optional.of(_ -> {});
    }

    private String withLineEnds(String text) {
        return draw.chance("line ends", LINE_FEEDS_ONLY) ? text.replace("\r\n", "\n") : text;
    }

    private TlsReporting drawTlsReporting() {
        if (domain.length() > TlsReporting.LONGEST_DOMAIN) {
            return TlsReporting.NONE;
        }
        return publishes ? TlsReporting.ofPublisher(draw) : TlsReporting.ofOther(draw);
    }

    private String drawMode() {
        double share = draw.share("mode");
        if (share < 0.54) {
            return "enforce";
        }
        return share >= 0.99 ? "none" : "testing";
    }

    /// An id in one of the usual styles; each edition has another one.
    private String drawId() {
        int year = ID_YEAR + (draw.below("id year", ID_YEARS) + idEdition) % ID_YEARS;
        int month = draw.between("id month", 1, 12);
        String date = "%d%02d%02d".formatted(year, month, draw.between("id day", 1, 28));
        return switch (draw.below("id style", 5)) {
            case 0 -> date;
            case 1 -> Long.toString(1_560_000_000L + draw.below("id epoch", 200_000_000) + 86_400L * idEdition);
            case 2 -> draw.hex(idEdition == 0 ? "id hex" : "id hex " + idEdition, 12);
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

    /// States that the record has nothing by which it would be known for one, `STSv`.
    Deployment withoutMark() {
        marked = false;
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

    /// How its own mail hosts do TLS, whatever was drawn.
    Deployment mailService(MailService other) {
        mailService = Optional.of(other);
        return this;
    }

    private MailService mailService() {
        return mailService.orElseGet(
                () -> mail().kind() == Mail.Kind.OWN ? MailService.drawn(draw) : MailService.SOUND);
    }

    /// Is signed with DNSSEC, or is not, whatever was drawn.
    Deployment signed(boolean so) {
        signed = Optional.of(so);
        return this;
    }

    private boolean isSigned() {
        return signed.orElseGet(() -> signed(draw));
    }

    /// Has this of DANE instead of what was drawn, and states what it comes to.
    Deployment dane(String code, Consumer<Zone.Builder> dns) {
        dane = Optional.of(new Dane(code, dns));
        return this;
    }

    /// @param code the truth about the mail as it is now
    private record Dane(String code, Consumer<Zone.Builder> dns) {}

    Deployment tlsReporting(TlsReporting other) {
        tlsReporting = other;
        return this;
    }

    /// Has a policy hosting company, whatever was drawn.
    Deployment hosted() {
        hosting = Optional.of(PolicyHosting.of(draw)).filter(h -> h.fits(domain));
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

    // What happens to a domain after it has begun; see Event.

    boolean isHosted() {
        return hosting.isPresent();
    }

    boolean isMode(String one) {
        return mode.equals(one);
    }

    boolean isMailAtProvider() {
        return mail().kind() == Mail.Kind.PROVIDER;
    }

    /// Whether it has mail hosts of which it could tell in a policy.
    boolean hasMailHosts() {
        return mail().hasHosts();
    }

    /// What max_age becomes by so many steps along the usual values; empty where there is no such value.
    OptionalLong maxAgeBeside(int steps) {
        List<Long> usual = MAX_AGE_SECONDS.stream().distinct().sorted().toList();
        int index = usual.indexOf(maxAgeSeconds) + steps;
        return usual.contains(maxAgeSeconds) && index >= 0 && index < usual.size()
                ? OptionalLong.of(usual.get(index))
                : OptionalLong.empty();
    }

    /// The next edition of the record has another id.
    Deployment nextId() {
        idEdition++;
        return this;
    }

    /// Receives mail as it did before it published.
    Deployment receivesMailAs(Deployment before) {
        return mail(before.mail());
    }

    /// Goes to another company with its mail; the policy still lists the hosts of the old one.
    Deployment movesMail() {
        Mail before = mail();
        String host = before.exchanges().getFirst().host();
        return mail(MailProvider.ofOtherThan(host, domain, draw).covering(before.patterns()));
    }

    /// Lists the mail hosts that there are.
    Deployment listsItsMailHosts() {
        Mail now = mail();
        mxAlignment = "mx_all_covered";
        return mail(
                now.covering(now.exchanges().stream().map(Mail.Exchange::host).toList()));
    }

    /// Goes to another company with its policy.
    Deployment movesHosting() {
        hosting = hosting.map(company -> company.next(domain, draw));
        return this;
    }

    /// Has the policy host in the DNS again, or no more.
    Deployment policyHostIsThere(boolean there) {
        hostDns = there ? Optional.empty() : Optional.of(_ -> {});
        return this;
    }

    Deployment certificateIsGood() {
        greeting = Optional.empty();
        return this;
    }

    /// Every question is answered in the way of the domain again.
    Deployment answersAgain() {
        everything = Optional.empty();
        tlsReporting = drawTlsReporting();
        return this;
    }

    /// Takes record and policy away at once, and the reporting with them.
    Deployment vanishes() {
        mail = Optional.of(mail());
        publishes = false;
        tlsReporting = drawTlsReporting();
        publishNothing();
        return this;
    }

    /// Publishes what it should, whatever it had: everything that a scenario made special is gone.
    Deployment isPutRight() {
        boolean companyKnown = recordDns.isEmpty()
                && hosting.flatMap(h -> h.recordTarget(domain)).isPresent();
        if (hostDns.isPresent() && !companyKnown) {
            selfManaged();
        }
        publishes = true;
        marked = true;
        recordDns = Optional.empty();
        hostDns = Optional.empty();
        id = Optional.empty();
        policy = this::withLineEnds;
        greeting = Optional.empty();
        reply = Optional.empty();
        response = UnaryOperator.identity();
        tlsReporting = drawTlsReporting();
        return listsItsMailHosts().nextId().works();
    }

    /// States that everything works; the status is that of the mode.
    Deployment works() {
        outcome = "ok";
        status = Optional.empty();
        return this;
    }

    /// The finished domain.
    Site build() {
        Greeting drawn = greeting.orElseGet(() -> Greeting.handshake(Certificate.good(host(), draw)));
        return new Site(domain, isSigned(), zone(), drawn, reply(), this::mailCertificate, truth());
    }

    private Certificate mailCertificate(String host) {
        return mailService().certificate(host, mail().isFirst(host), draw);
    }

    private Zone zone() {
        Zone.Builder zone = Zone.of(domain, ttlSeconds);
        if (everything.isPresent()) {
            return zone.put(domain, Zone.ANY, everything.get()).build();
        }
        mail().publish(zone, domain, draw, mailService(), hasDrawnDane());
        dane.ifPresent(own -> own.dns().accept(zone));
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

    private boolean hasDrawnDane() {
        return dane.isEmpty() && isSigned() && Mail.drawsDane(draw);
    }

    private Optional<String> daneCode() {
        return dane.map(Dane::code).or(() -> mail().dane(isSigned(), hasDrawnDane()));
    }

    private String reception() {
        return everything
                .map(answer -> answer instanceof Zone.NoName ? "no_such_domain" : "unknown")
                .orElseGet(() -> mail().kind().reception());
    }

    private boolean isSeen() {
        return publishes && marked && everything.isEmpty();
    }

    /// What is true of it, for which the domain need not be finished.
    Truth truth() {
        Truth.Status rollup = status.orElseGet(() -> switch (mode) {
            case "enforce" -> Truth.Status.VALID_ENFORCE;
            case "testing" -> Truth.Status.VALID_TESTING;
            default -> Truth.Status.VALID_NONE;
        });
        boolean usable = rollup.usable();
        Optional<String> delivery = usable ? delivery() : Optional.empty();
        boolean recordValid = publishes
                && everything.isEmpty()
                && rollup != Truth.Status.RECORD_INVALID
                && rollup != Truth.Status.ABSENT;
        return new Truth(
                outcome,
                rollup,
                usable ? Optional.of(mode) : Optional.empty(),
                usable ? OptionalLong.of(maxAgeSeconds) : OptionalLong.empty(),
                recordValid ? Optional.of(id()) : Optional.empty(),
                usable ? Optional.of(mode.equals("none") ? "mx_not_applicable" : mxAlignment) : Optional.empty(),
                tlsReporting.code(),
                isSeen(),
                reception(),
                delivery,
                delivery.map(_ -> mailService().code()).filter(code -> !code.isEmpty()),
                isSeen() ? daneCode() : Optional.empty());
    }

    /// What senders come to that enforce the policy.
    private Optional<String> delivery() {
        if (mode.equals("none")) {
            return Optional.empty();
        }
        return switch (mxAlignment) {
            case "mx_null", "mx_absent" -> Optional.empty();
            case "mx_none_covered" -> Optional.of("would_fail");
            case "mx_lookup_indeterminate" -> Optional.of("unknown");
            default -> Optional.of(mailService().delivery());
        };
    }
}
