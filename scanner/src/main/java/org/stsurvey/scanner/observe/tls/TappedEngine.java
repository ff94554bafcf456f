package org.stsurvey.scanner.observe.tls;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiFunction;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/// A TLS engine that shows its records to a [WireTap] and otherwise leaves everything to JSSE's engine, but for
/// one kind of warning, which it keeps to itself.
///
/// Only `wrap` and `unwrap` add anything; all other methods pass the call on.
public final class TappedEngine extends SSLEngine {

    private static final int NAME_WARNING_OCTETS = 7;

    private final SSLEngine jsse;
    private final WireTap tap;

    public TappedEngine(SSLEngine jsse, WireTap tap) {
        super(jsse.getPeerHost(), jsse.getPeerPort());
        this.jsse = jsse;
        this.tap = tap;
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target) throws SSLException {
        tap.onConnected();
        return noticing(jsse.wrap(sources, offset, length, target));
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length) throws SSLException {
        if (tap.isOver() && source.hasRemaining()) {
            // A body that was cut off, and what follows the end of one, may come for ever. The client reads on
            // unless its connection fails.
            throw new SSLException("the exchange is over");
        }
        tap.onReceived(source);
        if (tap.isNameWarning(source)) {
            source.position(source.position() + NAME_WARNING_OCTETS);
            return new SSLEngineResult(Status.OK, jsse.getHandshakeStatus(), NAME_WARNING_OCTETS, 0);
        }
        try {
            return noticing(jsse.unwrap(source, targets, offset, length));
        } catch (SSLException e) {
            tap.onFailure(e);
            throw e;
        }
    }

    private SSLEngineResult noticing(SSLEngineResult result) {
        if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
            tap.onSecured(jsse.getSession().getProtocol(), jsse.getSession().getCipherSuite());
        }
        return result;
    }

    @Override
    public Runnable getDelegatedTask() {
        return jsse.getDelegatedTask();
    }

    @Override
    public void closeInbound() throws SSLException {
        jsse.closeInbound();
    }

    @Override
    public boolean isInboundDone() {
        return jsse.isInboundDone();
    }

    @Override
    public void closeOutbound() {
        jsse.closeOutbound();
    }

    @Override
    public boolean isOutboundDone() {
        return jsse.isOutboundDone();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return jsse.getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return jsse.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        jsse.setEnabledCipherSuites(suites);
    }

    @Override
    public String[] getSupportedProtocols() {
        return jsse.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return jsse.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        jsse.setEnabledProtocols(protocols);
    }

    @Override
    public SSLSession getSession() {
        return jsse.getSession();
    }

    @Override
    public SSLSession getHandshakeSession() {
        return jsse.getHandshakeSession();
    }

    @Override
    public void beginHandshake() throws SSLException {
        jsse.beginHandshake();
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        return jsse.getHandshakeStatus();
    }

    @Override
    public void setUseClientMode(boolean mode) {
        jsse.setUseClientMode(mode);
    }

    @Override
    public boolean getUseClientMode() {
        return jsse.getUseClientMode();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        jsse.setNeedClientAuth(need);
    }

    @Override
    public boolean getNeedClientAuth() {
        return jsse.getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        jsse.setWantClientAuth(want);
    }

    @Override
    public boolean getWantClientAuth() {
        return jsse.getWantClientAuth();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        jsse.setEnableSessionCreation(flag);
    }

    @Override
    public boolean getEnableSessionCreation() {
        return jsse.getEnableSessionCreation();
    }

    @Override
    public SSLParameters getSSLParameters() {
        return jsse.getSSLParameters();
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
        jsse.setSSLParameters(parameters);
    }

    @Override
    public String getApplicationProtocol() {
        return jsse.getApplicationProtocol();
    }

    @Override
    public String getHandshakeApplicationProtocol() {
        return jsse.getHandshakeApplicationProtocol();
    }

    @Override
    public void setHandshakeApplicationProtocolSelector(BiFunction<SSLEngine, List<String>, String> selector) {
        jsse.setHandshakeApplicationProtocolSelector(selector);
    }

    @Override
    public BiFunction<SSLEngine, List<String>, String> getHandshakeApplicationProtocolSelector() {
        return jsse.getHandshakeApplicationProtocolSelector();
    }
}
