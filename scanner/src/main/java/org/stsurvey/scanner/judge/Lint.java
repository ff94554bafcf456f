package org.stsurvey.scanner.judge;

import static org.stsurvey.scanner.judge.registry.HttpOutcome.HTTP_BODY_TOO_LARGE;
import static org.stsurvey.scanner.judge.registry.HttpOutcome.HTTP_OK;
import static org.stsurvey.scanner.judge.registry.PolicyOutcome.POLICY_OK;
import static org.stsurvey.scanner.judge.registry.TlsOutcome.TLS_OK;
import static org.stsurvey.scanner.judge.registry.TlsRptOutcome.TLSRPT_NONE;
import static org.stsurvey.scanner.judge.registry.TlsRptOutcome.TLSRPT_OK;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_NODATA;
import static org.stsurvey.scanner.judge.registry.TxtOutcome.TXT_OK;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.stsurvey.scanner.judge.Judgement.Alignment;
import org.stsurvey.scanner.judge.Judgement.PolicyFacts;
import org.stsurvey.scanner.judge.Judgement.RecordFacts;
import org.stsurvey.scanner.judge.Judgement.TlsRptFacts;
import org.stsurvey.scanner.judge.fetch.FetchRules;
import org.stsurvey.scanner.judge.fetch.HttpRules;
import org.stsurvey.scanner.judge.fetch.TlsRules;
import org.stsurvey.scanner.judge.host.PolicyHostLookup;
import org.stsurvey.scanner.judge.mx.Coverage;
import org.stsurvey.scanner.judge.mx.MailRoute;
import org.stsurvey.scanner.judge.policy.MxPattern;
import org.stsurvey.scanner.judge.policy.PolicyFile;
import org.stsurvey.scanner.judge.record.PolicyRecord;
import org.stsurvey.scanner.judge.record.TlsRptRecord;
import org.stsurvey.scanner.judge.registry.OverallOutcome;
import org.stsurvey.scanner.observation.AddressLookups;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.FetchAttempt.End;
import org.stsurvey.scanner.observation.HttpReply;
import org.stsurvey.scanner.observation.RecordData;
import org.stsurvey.scanner.observation.TlsHandshake;

/// The rules for single artefacts, for people who have a record or a policy file before they have a deployment.
///
/// The same rules as [Judge]'s, one stage at a time. The outcome of an artefact is its first finding by
/// severity;
/// for records and files a warning only counts if the strict reading calls the artefact invalid for it.
public final class Lint {

    /// The most that is read of a policy file, RFC 8461 §3.3: "a suggested maximum policy size is 64
    /// kilobytes".
    public static final int MAX_POLICY_BYTES = 65_536;

    private static final List<Severity> GRAVEST_FIRST =
            List.of(Severity.BREAKS, Severity.BREAKS_MAIL, Severity.INDETERMINATE, Severity.ABSENT, Severity.WARNING);

    private final Rulebook rulebook;

    public Lint(Rulebook rulebook) {
        this.rulebook = rulebook;
    }

    /// What one artefact comes to.
    ///
    /// @param outcome the first finding by severity, else the `ok` of its kind
    /// @param findings all findings in the order of the registry
    /// @param facts what was read; its type depends on the kind of artefact
    public record Result<T>(Outcome outcome, List<Finding> findings, T facts) {
        public Result {
            findings = List.copyOf(findings);
        }
    }

    /// What somebody means to publish; what is not given is not judged.
    ///
    /// @param records the TXT records of `_mta-sts.<domain>`
    /// @param policy the policy file
    /// @param route where the domain's mail goes
    public record Artefacts(
            Optional<List<RecordData.Txt>> records, Optional<ByteString> policy, Optional<MailRoute> route) {
        public Artefacts {
            records = records.map(List::copyOf);
        }
    }

    /// What artefacts come to together.
    ///
    /// @param record empty if none was given, or none of the records is a policy record
    /// @param alignment empty unless both a policy and a route were given
    /// @param status the rollup under the lenient reading, once the artefacts published; empty where a policy
    ///     file
    ///     would be needed to tell
    public record Deployment(
            Optional<RecordFacts> record,
            Optional<PolicyFacts> policy,
            Optional<Alignment> alignment,
            Optional<DeploymentStatus> status,
            Optional<DeploymentStatus> statusStrict) {}

    /// Artefacts that belong together: a policy that nobody fetches, as its record is invalid, breaks no mail.
    public Result<Deployment> deployment(Artefacts artefacts) {
        var remarks = new Remarks();
        var record = artefacts.records().flatMap(records -> read(records, remarks));
        var policy = artefacts.policy().map(body -> read(body, remarks));
        var alignment = policy.flatMap(facts -> artefacts.route().map(route -> align(facts, route, remarks)));
        var verdict = Verdict.of(remarks, policy);
        var toldWithoutPolicy = artefacts.records().isPresent()
                && record.filter(RecordFacts::valid).isEmpty();
        var told = policy.isPresent() || toldWithoutPolicy;
        var facts = new Deployment(
                record,
                policy,
                alignment,
                Optional.of(verdict.status()).filter(any -> told),
                Optional.of(verdict.statusStrict()).filter(any -> told));
        return first(verdict.findings(), Lint::isInvalid, policy.isPresent() ? POLICY_OK : TXT_OK, facts);
    }

    private Alignment align(PolicyFacts policy, MailRoute route, Remarks remarks) {
        var coverage = new Coverage(remarks, rulebook.registrableDomain());
        return policy.mode()
                .filter(mode -> policy.validLenient())
                .map(mode -> coverage.judge(mode, policy.mx(), route))
                .orElseGet(coverage::notApplicable);
    }

    /// The TXT records of one answer at `_mta-sts.<domain>`; none at all is an answer without data.
    public Result<Optional<RecordFacts>> record(List<RecordData.Txt> records) {
        var remarks = new Remarks();
        var facts = read(records, remarks);
        return result(remarks, Circumstances.NONE, Lint::isInvalid, TXT_OK, facts);
    }

    private static Optional<RecordFacts> read(List<RecordData.Txt> records, Remarks remarks) {
        if (records.isEmpty()) {
            remarks.add(TXT_NODATA);
            return Optional.empty();
        }
        return PolicyRecord.read(records, remarks).facts();
    }

    /// The TXT records of one answer at `_smtp._tls.<domain>`; none at all is an answer without data.
    public Result<TlsRptFacts> tlsRpt(List<RecordData.Txt> records) {
        var remarks = new Remarks();
        if (records.isEmpty()) {
            remarks.add(TLSRPT_NONE);
            return result(
                    remarks, Circumstances.NONE, Lint::isInvalid, TLSRPT_OK, new TlsRptFacts(TLSRPT_NONE, List.of()));
        }
        var facts = TlsRptRecord.read(records, remarks);
        return result(remarks, Circumstances.NONE, Lint::isInvalid, TLSRPT_OK, facts);
    }

    /// A policy file alone.
    public Result<PolicyFacts> policy(ByteString body) {
        return policy(body, new Remarks());
    }

    /// A policy file as a web server delivered it.
    ///
    /// @param contentType the value of the Content-Type field; empty if there was none
    public Result<PolicyFacts> policy(ByteString body, Optional<String> contentType) {
        var remarks = new Remarks();
        new HttpRules(remarks).contentType(contentType);
        return policy(body, remarks);
    }

    private static Result<PolicyFacts> policy(ByteString body, Remarks remarks) {
        var facts = read(body, remarks);
        var circumstances = new Circumstances(facts.validLenient(), !facts.mx().isEmpty(), facts.mode());
        return result(remarks, circumstances, Lint::isInvalid, POLICY_OK, facts);
    }

    private static PolicyFacts read(ByteString body, Remarks remarks) {
        if (body.size() > MAX_POLICY_BYTES) {
            remarks.add(HTTP_BODY_TOO_LARGE, Map.of("bytes", Integer.toString(body.size())));
            return PolicyFile.unread();
        }
        return PolicyFile.read(body, remarks);
    }

    /// Whether a policy's pattern covers an MX host, RFC 8461 §4.1; a text that is no pattern covers nothing.
    public boolean matches(String pattern, String host) {
        return MxPattern.matches(pattern, host);
    }

    /// A valid policy against the MX hosts.
    public Result<Alignment> align(String mode, List<String> patterns, MailRoute route) {
        var remarks = new Remarks();
        var alignment = new Coverage(remarks, rulebook.registrableDomain()).judge(mode, patterns, route);
        var circumstances = new Circumstances(true, true, Optional.of(mode));
        return result(remarks, circumstances, finding -> true, alignment.outcome(), alignment);
    }

    /// The name of a policy host.
    public Result<String> hostName(String name) {
        var remarks = new Remarks();
        new PolicyHostLookup(remarks, rulebook.providers()).name(name);
        return result(remarks, Circumstances.NONE, finding -> true, OverallOutcome.OK, name);
    }

    /// The addresses of a policy host that nobody has dialled.
    public Result<AddressLookups> host(AddressLookups lookups) {
        var remarks = new Remarks();
        new PolicyHostLookup(remarks, rulebook.providers()).addresses(lookups, Optional.empty(), Optional.empty());
        return result(remarks, Circumstances.NONE, finding -> true, notable(remarks, Stage.HOST_DNS), lookups);
    }

    /// An HTTP response whose status line was read.
    ///
    /// @param end how the exchange ended
    public Result<HttpReply> http(HttpReply reply, End end, String policyHost) {
        var remarks = new Remarks();
        new HttpRules(remarks).reply(reply, end, policyHost);
        return result(remarks, Circumstances.NONE, finding -> true, HTTP_OK, reply);
    }

    /// The certificates that a policy host sent in a handshake that was completed.
    ///
    /// @param chain DER, leaf first
    public Result<List<ByteString>> certificates(List<ByteString> chain, String policyHost, Instant at) {
        var remarks = new Remarks();
        var tls = new TlsRules(remarks, rulebook.certificates(), at);
        tls.certificates(new TlsHandshake("", "", chain), policyHost);
        tls.handshakeSucceeded();
        return result(remarks, Circumstances.NONE, finding -> true, TLS_OK, chain);
    }

    /// An attempt to fetch a policy, without the policy.
    public Result<FetchAttempt> fetch(FetchAttempt attempt, String policyHost, Instant at) {
        var remarks = new Remarks();
        var tls = new TlsRules(remarks, rulebook.certificates(), at);
        new FetchRules(remarks, tls).attempt(attempt, policyHost);
        return result(remarks, Circumstances.NONE, finding -> true, TLS_OK, attempt);
    }

    private static boolean isInvalid(Finding finding) {
        return finding.severity() != Severity.WARNING || finding.outcome().strictInvalid();
    }

    private static Outcome notable(Remarks remarks, Stage stage) {
        var notices = remarks.of(stage);
        return notices.isEmpty() ? OverallOutcome.OK : notices.getFirst();
    }

    private static <T> Result<T> result(
            Remarks remarks, Circumstances circumstances, Predicate<Finding> counts, Outcome otherwise, T facts) {
        return first(remarks.findings(circumstances, false), counts, otherwise, facts);
    }

    private static <T> Result<T> first(List<Finding> findings, Predicate<Finding> counts, Outcome otherwise, T facts) {
        for (var severity : GRAVEST_FIRST) {
            for (var finding : findings) {
                if (finding.severity() == severity && counts.test(finding)) {
                    return new Result<>(finding.outcome(), findings, facts);
                }
            }
        }
        return new Result<>(otherwise, findings, facts);
    }
}
