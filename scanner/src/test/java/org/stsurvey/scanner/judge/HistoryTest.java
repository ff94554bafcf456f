package org.stsurvey.scanner.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.EarlierFailure;
import org.stsurvey.scanner.observation.FetchAttempt;
import org.stsurvey.scanner.observation.FetchAttempt.End;
import org.stsurvey.scanner.observation.FetchAttempt.Stage;
import org.stsurvey.scanner.observation.HttpReply;
import org.stsurvey.scanner.observation.Observation;
import org.stsurvey.scanner.observation.ScanFault;

/// A failure that may pass breaks a deployment only if it was met twice, ten minutes apart.
class HistoryTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private static Judgement judge(Observation observation) {
        return new Judge(Rulebooks.plain()).judge(observation);
    }

    private static FetchAttempt attempt(Stage stage, End end, Optional<HttpReply> http) {
        return new FetchAttempt(
                InetAddress.ofLiteral("192.0.2.1"),
                stage,
                end,
                OptionalInt.empty(),
                Optional.empty(),
                http,
                "",
                Duration.ofSeconds(5));
    }

    private static Observation unreachable() {
        return Observations.working()
                .attempts(attempt(Stage.TCP, End.TIMEOUT, Optional.empty()))
                .build();
    }

    private static Observation status(int status, HttpReply.Header... headers) {
        return Observations.working()
                .attempts(attempt(
                        Stage.BODY,
                        End.COMPLETE,
                        Optional.of(new HttpReply("HTTP/1.1", status, List.of(headers), ByteString.utf8("")))))
                .build();
    }

    /// The retest of what an earlier pass saw, so long after that pass had ended.
    private static Observation retest(Observation earlier, Observation now, Duration later) {
        Duration took = Duration.ofSeconds(15);
        Observation before = earlier.inPass(1, List.of(), took);
        Observation moved = new Observation(
                before.target(),
                now.observedAt().minus(took).minus(later),
                1,
                before.txt(),
                before.mx(),
                before.tlsRpt(),
                before.apex(),
                before.policyHost(),
                before.wildcard(),
                before.mxHosts(),
                before.fetch(),
                before.fault(),
                before.history(),
                before.took());
        return now.inPass(2, EarlierFailure.of(moved), Duration.ZERO);
    }

    private static Severity severityOfPrimary(Judgement judgement) {
        return judgement.findings().stream()
                .filter(finding -> finding.outcome().equals(judgement.primary()))
                .findFirst()
                .orElseThrow()
                .severity();
    }

    @Test
    void oneFailureIsIndeterminate() {
        Judgement judgement = judge(unreachable());
        assertThat(judgement.primary().code()).isEqualTo("tcp_timeout");
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.INDETERMINATE);
    }

    @Test
    void theSameFailureTenMinutesLaterBreaks() {
        Judgement judgement = judge(retest(unreachable(), unreachable(), TEN_MINUTES));
        assertThat(judgement.primary().code()).isEqualTo("tcp_timeout");
        assertThat(severityOfPrimary(judgement)).isEqualTo(Severity.BREAKS);
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.POLICY_UNREACHABLE);
    }

    @Test
    void aMomentEarlierItDoesNot() {
        Judgement judgement = judge(retest(unreachable(), unreachable(), TEN_MINUTES.minusNanos(1_000)));
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.INDETERMINATE);
    }

    @Test
    void theCodeIsThatOfTheLastPassAndTheEarlierOneStandsInTheDetail() {
        Judgement judgement = judge(retest(status(503), unreachable(), TEN_MINUTES));
        assertThat(judgement.primary().code()).isEqualTo("tcp_timeout");
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.POLICY_UNREACHABLE);
        assertThat(judgement.findings())
                .filteredOn(finding -> finding.outcome().code().equals("tcp_timeout"))
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.detail().get("history")).startsWith("pass 1: http_5xx, until "));
    }

    @Test
    void aChallengeOfABotWallIsNoFailureOfTheHost() {
        Judgement judgement =
                judge(retest(status(503, new HttpReply.Header("cf-mitigated", "challenge")), status(503), TEN_MINUTES));
        assertThat(judgement.primary().code()).isEqualTo("http_5xx");
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.INDETERMINATE);
    }

    @Test
    void anEarlierFailureOfTheRecordsLookupSaysNothingOfTheHost() {
        Observation unanswered = Observations.working()
                .txt(Observations.failed(DnsAnswer.Failure.TIMEOUT))
                .withoutFetch()
                .build();
        Judgement judgement = judge(retest(unanswered, unreachable(), TEN_MINUTES));
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.INDETERMINATE);
    }

    @Test
    void aFaultOfOurOwnIsNeverTheHosts() {
        Observation faulty = Observations.working()
                .withoutFetch()
                .fault(ScanFault.Kind.DEFERRED)
                .build();
        Judgement judgement = judge(retest(faulty, unreachable(), TEN_MINUTES));
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.INDETERMINATE);
    }

    @Test
    void whatWorksTheSecondTimeWorks() {
        Judgement judgement = judge(retest(unreachable(), Observations.working().build(), TEN_MINUTES));
        assertThat(judgement.primary().code()).isEqualTo("ok");
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.VALID_ENFORCE);
    }

    private static Observation dead() {
        return Observations.working()
                .txt(Observations.failed(DnsAnswer.Failure.TIMEOUT))
                .mx(Observations.failed(DnsAnswer.Failure.TIMEOUT))
                .tlsRpt(Observations.failed(DnsAnswer.Failure.TIMEOUT))
                .withoutFetch()
                .build();
    }

    @Test
    void aDomainWhoseEveryQuestionFailedTwiceIsDead() {
        Judgement judgement = judge(retest(dead(), dead(), TEN_MINUTES));
        assertThat(judgement.primary().code()).isEqualTo("domain_dns_dead");
        assertThat(judgement.status()).isEqualTo(DeploymentStatus.INDETERMINATE);
        assertThat(judge(dead()).primary().code()).isEqualTo("txt_timeout");
    }

    @Test
    void aDomainThatAnsweredAnythingIsNotDead() {
        Observation half = Observations.working()
                .txt(Observations.failed(DnsAnswer.Failure.TIMEOUT))
                .withoutFetch()
                .build();
        assertThat(judge(retest(half, dead(), TEN_MINUTES)).primary().code()).isEqualTo("txt_timeout");
        assertThat(judge(retest(dead(), half, TEN_MINUTES)).primary().code()).isEqualTo("txt_timeout");
    }
}
