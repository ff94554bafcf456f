package org.stsurvey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stsurvey.scanner.observe.Companions;
import org.stsurvey.scanner.observe.dns.DnsSettings;
import org.stsurvey.scanner.observe.dns.ResolverExamination;
import org.stsurvey.scanner.observe.https.FetchSettings;
import org.stsurvey.scanner.observe.pace.PaceSettings;

/// Whose word counts that an answer is signed.
class AuthenticDataTest {

    private static NetworkSettings network(Companions companions, boolean trustAd, String... resolvers) {
        return new NetworkSettings(
                DnsSettings.of(Stream.of(resolvers)
                        .map(address -> new InetSocketAddress(InetAddress.ofLiteral(address), 53))
                        .toList()),
                FetchSettings.of(443, "test"),
                PaceSettings.DEFAULT,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                companions,
                trustAd);
    }

    private static ResolverExamination resolver(boolean well, boolean validates) {
        return new ResolverExamination("127.0.0.1:53", well ? "" : "is silent", false, validates, "");
    }

    private static AuthenticData here(ResolverExamination... found) throws InterruptedException {
        return AuthenticData.of(network(Companions.PUBLISHERS, false, "127.0.0.1"), () -> List.of(found));
    }

    @Test
    void aValidatingResolverOnThisMachineIsBelieved() throws Exception {
        AuthenticData data = here(resolver(true, true));
        assertThat(data.counts()).isTrue();
        assertThat(data.reason()).isEmpty();
    }

    @Test
    void oneThatDoesNotValidateIsNot() throws Exception {
        AuthenticData data = here(resolver(true, true), resolver(true, false));
        assertThat(data.counts()).isFalse();
        assertThat(data.reason().orElseThrow())
                .startsWith("resolver 127.0.0.1:53 does not validate DNSSEC; DANE is not");
    }

    @Test
    void oneThatIsNotWellDecidesNothing() throws Exception {
        assertThat(here(resolver(true, true), resolver(false, false)).counts()).isTrue();
        assertThat(here(resolver(false, false)).counts())
                .as("a run that cannot go on now was not made by another method")
                .isTrue();
    }

    @Test
    void oneElsewhereIsBelievedOnlyIfTheOperatorSaysSo() throws Exception {
        ResolverWatch.Examiner never = () -> {
            throw new AssertionError("nobody needs to be asked");
        };
        AuthenticData data = AuthenticData.of(network(Companions.ALL, false, "127.0.0.1", "192.0.2.1"), never);
        assertThat(data.counts()).isFalse();
        assertThat(data.reason().orElseThrow()).contains("192.0.2.1 is not on this machine", "--trust-ad");
        assertThat(AuthenticData.of(network(Companions.ALL, true, "192.0.2.1"), never)
                        .counts())
                .isTrue();
    }

    @Test
    void whoWantsNoCompanionsIsToldNothing() throws Exception {
        AuthenticData data = AuthenticData.of(network(Companions.NONE, true, "192.0.2.1"), List::of);
        assertThat(data.counts()).isFalse();
        assertThat(data.reason()).isEmpty();
    }
}
