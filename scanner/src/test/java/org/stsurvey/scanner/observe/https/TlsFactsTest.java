package org.stsurvey.scanner.observe.https;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stsurvey.scanner.JvmSwitches;
import org.stsurvey.scanner.observe.tls.Alert;

/// What the fetch relies on in the JDK's TLS. If one of these fails, the JDK has changed: read [WireTap] and
/// [JvmSwitches] again, and if what is offered has changed, so must [JvmSwitches#TLS_PROFILE].
class TlsFactsTest {

    private static SSLParameters offered() throws Exception {
        return RecordingTls.context().getDefaultSSLParameters();
    }

    @Test
    void onlyTls12And13AreOffered() throws Exception {
        assertThat(offered().getProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
    }

    @Test
    void theSuitesOfferedAreThoseOfTheProfile() throws Exception {
        assertThat(offered().getCipherSuites())
                .as("every suite of the profile, in its order, and no other")
                .containsExactly(
                        System.getProperty("jdk.tls.client.cipherSuites").split(","));
    }

    @Test
    void theSignaturesAndGroupsOfTheProfileAreKnownToTheJdk() throws Exception {
        SSLParameters parameters = offered();
        assertThat(parameters.getSignatureSchemes())
                .containsExactly(
                        System.getProperty("jdk.tls.client.SignatureSchemes").split(","));
        assertThat(parameters.getNamedGroups())
                .containsExactly(System.getProperty("jdk.tls.namedGroups").split(","));
    }

    @Test
    void noSwitchIsMissing() {
        assertThat(JvmSwitches.missing()).isEmpty();
    }

    @Test
    void theSessionCacheHoldsOne() {
        assertThat(RecordingTls.context().getClientSessionContext().getSessionCacheSize())
                .isEqualTo(1);
    }

    static Set<Map.Entry<String, Integer>> alerts() {
        return Alert.NUMBERS.entrySet();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void anAlertIsNamedInTheException(Map.Entry<String, Integer> alert) throws Exception {
        byte[] octets = {21, 3, 3, 0, 2, 2, alert.getValue().byteValue()};
        try (ScriptedServer server = ScriptedServer.start(connection -> {
                    connection.readRecord();
                    connection.send(octets);
                    connection.readToEnd();
                });
                SSLSocket socket = (SSLSocket) SSLContext.getDefault()
                        .getSocketFactory()
                        .createSocket(InetAddress.getLoopbackAddress(), server.port())) {
            SSLException failure = catchThrowableOfType(SSLException.class, socket::startHandshake);
            assertThat(failure).hasMessageContaining("Received fatal alert: " + alert.getKey());
            assertThat(Alert.in(failure)).hasValue(alert.getValue());
        }
    }

    @Test
    void anAlertOfOurOwnIsNotTakenForThePeers() {
        assertThat(List.of(
                        Alert.in(new SSLException("(handshake_failure) No trusted certificate found")),
                        Alert.in(new SSLException("Received fatal alert: no_such_alert"))))
                .allSatisfy(alert -> assertThat(alert).isEmpty());
    }
}
