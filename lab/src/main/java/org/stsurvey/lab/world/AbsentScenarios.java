package org.stsurvey.lab.world;

import static org.stsurvey.lab.world.Scenario.scenario;

import java.util.List;
import java.util.function.Consumer;
import org.stsurvey.lab.world.Truth.Status;

/// Domains at which no scan can see a record: nearly all of the world, and the ones whose DNS gives no answer.
final class AbsentScenarios {
    /// The scenario of most domains of any world: mail, perhaps, and no trace of MTA-STS.
    static final Scenario PLAIN = scenario("absent", Group.ABSENT, 850, _ -> {});

    private static final TlsReporting NOT_ANSWERED = new TlsReporting("tlsrpt_dns_indeterminate", 0, List.of());
    private static final TlsReporting UNRELATED = new TlsReporting("tlsrpt_unrelated_only", 0, List.of());

    private AbsentScenarios() {}

    static List<Scenario> all() {
        return List.of(
                PLAIN,
                absent(
                        "no-such-domain",
                        40,
                        "txt_nxdomain",
                        d -> d.everything(new Zone.NoName()).tlsReporting(TlsReporting.NONE)),
                absent(
                        "wildcard-address",
                        60,
                        "txt_nodata",
                        d -> d.host(z -> z.address("*." + d.domain(), d.address()))
                                .reply(Reply.page("404 Not Found"))),
                absent(
                        "txt-empty-non-terminal",
                        2,
                        "txt_nodata",
                        d -> d.record(z -> z.txt("key1._domainkey._mta-sts." + d.domain(), "v=DKIM1; p="))),
                absent(
                        "spf-wildcard",
                        25,
                        "txt_unrelated_only",
                        d -> d.record(z -> z.txt("*." + d.domain(), "v=spf1 -all"))
                                .tlsReporting(UNRELATED)),
                absent("txt-empty-string", 0, "txt_unrelated_only", d -> d.records("")),
                absent("txt-wrong-record", 0.5, "txt_unrelated_only", d -> d.records("v=DMARC1; p=none")),
                absent(
                        "parking-wildcard",
                        10,
                        "txt_cname_dangling",
                        d -> d.record(z -> z.cname("*." + d.domain(), Elsewhere.PARKING))
                                .tlsReporting(TlsReporting.NONE)),
                absent("opted-out-at-provider", 0.5, "txt_cname_dangling", d -> {
                    String target = Mail.dashed(d.domain()).length() > 63 ? "gone" : Mail.dashed(d.domain());
                    d.record(z -> z.cname(d.recordName(), target + "._mta.mta-sts.tech")
                            .put(target + "._mta.mta-sts.tech", Zone.ANY, new Zone.NoName()));
                }),
                absent("policy-without-record", 1, "txt_nxdomain", d -> d.host(z -> z.address(d.host(), d.address()))),
                absent(
                        "misplaced-no-underscore",
                        0.2,
                        "txt_nxdomain",
                        d -> d.record(z -> z.txt(d.host(), "v=STSv1; id=" + d.id()))),
                absent(
                        "misplaced-underscore",
                        0.2,
                        "txt_nxdomain",
                        d -> d.record(z -> z.txt("_mta_sts." + d.domain(), "v=STSv1; id=" + d.id()))),
                absent(
                        "misplaced-apex",
                        0.2,
                        "txt_nxdomain",
                        d -> d.record(z -> z.txt(d.domain(), "v=STSv1; id=" + d.id()))),
                absent(
                        "misplaced-doubled",
                        0.2,
                        "txt_nxdomain",
                        d -> d.record(z -> z.txt(d.recordName() + "." + d.domain(), "v=STSv1; id=" + d.id()))),
                unanswered("dns-servfail", 3, "txt_servfail", HostScenarios.SERVFAIL),
                unanswered("dns-bogus", 1, "txt_dnssec_bogus", HostScenarios.BOGUS),
                unanswered("dns-refused", 0.5, "txt_dns_error", HostScenarios.REFUSED),
                unanswered("dns-notimp", 0, "txt_dns_error", new Zone.Failure(4, Zone.Failure.NO_EXTENDED_ERROR)),
                unanswered("dns-silent", 0, "txt_timeout", new Zone.Silence()).costsATimeout(),
                atRecord("txt-servfail", "txt_servfail", HostScenarios.SERVFAIL),
                atRecord("txt-dnssec-bogus", "txt_dnssec_bogus", HostScenarios.BOGUS),
                atRecord("txt-refused", "txt_dns_error", HostScenarios.REFUSED),
                atRecord("txt-silent", "txt_timeout", new Zone.Silence()).costsATimeout(),
                scenario(
                        "txt-cname-loop",
                        Group.ABSENT,
                        0.2,
                        d -> d.record(z -> z.cname(d.recordName(), "_sts." + d.domain())
                                        .cname("_sts." + d.domain(), d.recordName()))
                                .truth("txt_cname_loop", Status.INDETERMINATE)),
                scenario("mx-servfail-without-record", Group.ABSENT, 0.5, d -> d.mail(Mail.broken(d.domain()))));
    }

    /// Imposed on names so long that their record would have no name (`_mta-sts.` and the name exceed 255
    /// octets).
    static final Scenario NAME_TOO_LONG =
            absent("txt-name-too-long", 0, "txt_name_too_long", d -> d.tlsReporting(TlsReporting.NONE));

    private static Scenario absent(String name, double weight, String outcome, Consumer<Deployment> details) {
        return scenario(name, Group.ABSENT, weight, d -> details.accept(d.truth(outcome, Status.ABSENT)));
    }

    /// Every question about the domain fails.
    private static Scenario unanswered(String name, double weight, String outcome, Zone.Answer answer) {
        return scenario(
                name,
                Group.ABSENT,
                weight,
                d -> d.everything(answer).tlsReporting(NOT_ANSWERED).truth(outcome, Status.INDETERMINATE));
    }

    /// Makes every question about the domain fail.
    static void answersNothing(Deployment d) {
        d.everything(HostScenarios.SERVFAIL).tlsReporting(NOT_ANSWERED).truth("txt_servfail", Status.INDETERMINATE);
    }

    /// Only the question for the record fails.
    private static Scenario atRecord(String name, String outcome, Zone.Answer answer) {
        return scenario(
                name,
                Group.ABSENT,
                0,
                d -> d.record(z -> z.put(d.recordName(), Zone.ANY, answer)).truth(outcome, Status.INDETERMINATE));
    }
}
