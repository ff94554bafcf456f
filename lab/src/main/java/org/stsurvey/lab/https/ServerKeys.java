package org.stsurvey.lab.https;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Chooses a server's certificate by the name that the client asked for; issues it when it is first wanted and
/// keeps the most recently used ones.
public final class ServerKeys extends X509ExtendedKeyManager {
    private static final int KEPT = 2_048;

    private final Function<String, Identity> issuer;
    private final Map<String, Identity> recent = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Identity> eldest) {
            return size() > KEPT;
        }
    };

    /// Keys that `issuer` makes for a server name, which becomes the alias.
    ServerKeys(Function<String, Identity> issuer) {
        this.issuer = issuer;
    }

    /// TLS of a server whose certificates `issuer` makes for a server name.
    public static SSLContext context(Function<String, Identity> issuer) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new ServerKeys(issuer)}, null, null);
            context.getServerSessionContext().setSessionCacheSize(1);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("lab: no TLS in this JVM: " + e.getMessage(), e);
        }
    }

    private Identity identity(String serverName) {
        synchronized (recent) {
            Identity known = recent.get(serverName);
            if (known != null) {
                return known;
            }
        }
        Identity fresh = issuer.apply(serverName);
        synchronized (recent) {
            recent.put(serverName, fresh);
        }
        return fresh;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
        if (!(socket instanceof SSLSocket tls) || !(tls.getHandshakeSession() instanceof ExtendedSSLSession session)) {
            return null;
        }
        return session.getRequestedServerNames().stream()
                .filter(SNIHostName.class::isInstance)
                .map(name -> ((SNIHostName) name).getAsciiName())
                .filter(name -> keyType.equals(identity(name).key().getAlgorithm()))
                .findFirst()
                .orElse(null);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return identity(alias).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return identity(alias).key();
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[0];
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[0];
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
