package org.stsurvey.scanner.dataset;

import static org.stsurvey.scanner.dataset.Shape.BOOLEAN;
import static org.stsurvey.scanner.dataset.Shape.INT32;
import static org.stsurvey.scanner.dataset.Shape.INT64;
import static org.stsurvey.scanner.dataset.Shape.MOMENT;
import static org.stsurvey.scanner.dataset.Shape.TEXT;
import static org.stsurvey.scanner.dataset.Shape.group;
import static org.stsurvey.scanner.dataset.Shape.list;
import static org.stsurvey.scanner.dataset.Shape.textByName;

import java.util.Optional;
import org.stsurvey.inputs.PublicSuffix;
import org.stsurvey.inputs.Target;
import org.stsurvey.scanner.judge.Delivery;
import org.stsurvey.scanner.judge.Finding;
import org.stsurvey.scanner.judge.Judgement;
import org.stsurvey.scanner.judge.mx.MxVerdict;

/// The columns of a row, in the order of `observation.schema`: the target, the judgement, the observation.
final class RowColumns {

    private RowColumns() {}

    static void row(Fields<Row> row) {
        row.from(r -> r.observation().target(), RowColumns::target);
        row.required("tld", TEXT, Row::tld);
        row.optional("registrable_domain", TEXT, Row::registrableDomain);
        row.optional("domain_unicode", TEXT, Row::domainUnicode);
        row.from(Row::publicSuffix, RowColumns::publicSuffix);
        row.from(r -> r.observation().target(), RowColumns::membership);
        row.required("pass", INT32, r -> r.observation().pass());
        row.required("observed_at", MOMENT, r -> r.observation().observedAt());
        row.from(Row::judgement, RowColumns::judgement);
        row.from(Row::observation, ObservationColumns::observation);
    }

    private static void target(Fields<Target> target) {
        target.required("ordinal", INT64, Target::ordinal);
        target.optionalLong("rank", Target::rank);
        target.required("line", INT64, Target::line);
        target.required("domain", TEXT, Target::domain);
    }

    private static void publicSuffix(Fields<PublicSuffix> suffix) {
        suffix.optional("public_suffix", TEXT, s -> Optional.of(s.text()));
        suffix.optional("suffix_section", TEXT, s -> Optional.of(s.section().code()));
    }

    private static void membership(Fields<Target> target) {
        target.optional("panel", BOOLEAN, t -> Optional.of(t.panel()));
        target.optional(
                "lists",
                list(group(RowColumns::listRank)),
                t -> Optional.of(t.lists()).filter(lists -> !lists.isEmpty()));
        target.optional("groups", list(TEXT), Target::groups);
    }

    private static void listRank(Fields<Target.ListRank> place) {
        place.required("list", TEXT, Target.ListRank::list);
        place.optionalLong("rank", Target.ListRank::rank);
    }

    private static void judgement(Fields<Judgement> judgement) {
        judgement.required("outcome", TEXT, j -> j.primary().code());
        judgement.required("stage", TEXT, j -> j.primary().stage().code());
        judgement.required("deployment_status", TEXT, j -> j.status().code());
        judgement.required(
                "deployment_status_strict", TEXT, j -> j.statusStrict().code());
        judgement.required("published", BOOLEAN, Judgement::published);
        judgement.required("reception", TEXT, j -> j.reception().code());
        judgement.required("findings", list(group(RowColumns::finding)), Judgement::findings);
        judgement.optional("record", group(RowColumns::record), Judgement::record);
        judgement.optional("policy", group(RowColumns::policy), Judgement::policy);
        judgement.optional("certificate", group(RowColumns::certificate), Judgement::certificate);
        judgement.optional("alignment", group(RowColumns::alignment), Judgement::alignment);
        judgement.required("tlsrpt", group(RowColumns::tlsRpt), Judgement::tlsRpt);
        judgement.optional("policy_host_provider", TEXT, Judgement::policyHostProvider);
        judgement.optional("mx_provider", TEXT, Judgement::mxProvider);
        judgement.optional("delivery", TEXT, j -> j.delivery().map(Delivery::code));
        judgement.optional("mx_verdicts", list(group(RowColumns::mxVerdict)), Judgement::mxVerdicts);
        judgement.optional("dane", group(RowColumns::dane), Judgement::dane);
    }

    private static void mxVerdict(Fields<MxVerdict> verdict) {
        verdict.required("host", TEXT, MxVerdict::host);
        verdict.required("covered", BOOLEAN, MxVerdict::covered);
        verdict.required("use", TEXT, v -> v.use().code());
        verdict.required("faults", list(TEXT), MxVerdict::faults);
    }

    private static void finding(Fields<Finding> finding) {
        finding.required("code", TEXT, f -> f.outcome().code());
        finding.required("severity", TEXT, f -> f.severity().code());
        finding.required("after_txt_failure", BOOLEAN, Finding::afterTxtFailure);
        finding.required("detail", textByName(), Finding::detail);
    }

    private static void record(Fields<Judgement.RecordFacts> record) {
        record.optional("id", TEXT, Judgement.RecordFacts::id);
        record.optional("id_style", TEXT, Judgement.RecordFacts::idStyle);
        record.required("valid", BOOLEAN, Judgement.RecordFacts::valid);
    }

    private static void policy(Fields<Judgement.PolicyFacts> policy) {
        policy.optional("version", TEXT, Judgement.PolicyFacts::version);
        policy.optional("mode", TEXT, Judgement.PolicyFacts::mode);
        policy.optionalLong("max_age", Judgement.PolicyFacts::maxAgeSeconds);
        policy.required("mx", list(TEXT), Judgement.PolicyFacts::mx);
        policy.required("line_ending", TEXT, Judgement.PolicyFacts::lineEnding);
        policy.required("valid_strict", BOOLEAN, Judgement.PolicyFacts::validStrict);
        policy.required("valid_lenient", BOOLEAN, Judgement.PolicyFacts::validLenient);
    }

    private static void certificate(Fields<Judgement.CertificateFacts> certificate) {
        certificate.required("issuer", TEXT, Judgement.CertificateFacts::issuer);
        certificate.required("not_before", MOMENT, Judgement.CertificateFacts::notBefore);
        certificate.required("not_after", MOMENT, Judgement.CertificateFacts::notAfter);
        certificate.required("days_left", INT64, Judgement.CertificateFacts::daysLeft);
        certificate.required("key", TEXT, Judgement.CertificateFacts::key);
    }

    private static void alignment(Fields<Judgement.Alignment> alignment) {
        alignment.required("outcome", TEXT, a -> a.outcome().code());
        alignment.optionalInt("hosts", Judgement.Alignment::hosts);
        alignment.required("uncovered", list(TEXT), Judgement.Alignment::uncovered);
    }

    private static void dane(Fields<Judgement.DaneFacts> dane) {
        dane.required("outcome", TEXT, d -> d.outcome().code());
        dane.required("mx_authenticated", BOOLEAN, Judgement.DaneFacts::mxAuthenticated);
        dane.required("hosts", INT32, Judgement.DaneFacts::hosts);
        dane.required("signed", INT32, Judgement.DaneFacts::signed);
        dane.required("secured", INT32, Judgement.DaneFacts::secured);
    }

    private static void tlsRpt(Fields<Judgement.TlsRptFacts> tlsRpt) {
        tlsRpt.required("outcome", TEXT, t -> t.outcome().code());
        tlsRpt.required("rua", list(TEXT), Judgement.TlsRptFacts::rua);
    }
}
