package org.stsurvey.scanner.judge.certificate;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.stsurvey.scanner.observation.ByteString;

/// The root authorities that senders are taken to trust (RFC 8461 §3.3), each a name and a key (RFC 5280 §6.1.1
/// (d)).
public record TrustAnchors(CertificateSet certificates) {

    /// The roots that the running JDK trusts by default.
    ///
    /// @throws IllegalStateException if the JDK has no usable trust store
    public static TrustAnchors jdkDefault() {
        try {
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init((@Nullable KeyStore) null);
            var roots = new ArrayList<X509Certificate>();
            for (var manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    roots.addAll(Arrays.asList(x509.getAcceptedIssuers()));
                }
            }
            return of(roots);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("the trust store of this JDK cannot be read; name a --ca-file", unusable);
        }
    }

    /// The roots of a PEM file.
    ///
    /// @param source the name of the file, for messages
    /// @throws IllegalArgumentException if it has none or one cannot be read; the message is for the user
    public static TrustAnchors fromPem(String pem, String source) {
        var certificates = CertificateSet.fromPem(pem, source);
        if (certificates.size() == 0) {
            throw new IllegalArgumentException(source
                    + ": there is no \"-----BEGIN CERTIFICATE-----\" in it; name a PEM file of root certificates");
        }
        return new TrustAnchors(certificates);
    }

    /// These roots.
    ///
    /// @throws IllegalArgumentException if one cannot be read
    public static TrustAnchors of(Collection<X509Certificate> roots) {
        var certificates = new ArrayList<Certificate>();
        for (X509Certificate root : roots) {
            try {
                certificates.add(Certificate.read(ByteString.copyOf(root.getEncoded())));
            } catch (CertificateEncodingException | MalformedException unreadable) {
                throw new IllegalArgumentException(
                        "trust anchor \"%s\" cannot be read: %s"
                                .formatted(root.getSubjectX500Principal(), unreadable.getMessage()),
                        unreadable);
            }
        }
        return new TrustAnchors(CertificateSet.sorted(certificates));
    }
}
