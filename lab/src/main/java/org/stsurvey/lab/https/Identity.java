package org.stsurvey.lab.https;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/// What a server proves itself with: the certificates that it sends, its own first, and the key of that one.
record Identity(List<X509Certificate> chain, PrivateKey key) {}
