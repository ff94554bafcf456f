/// All faults of a recorded certificate chain: DNS-ID (RFC 9525), dates, trust, constraints (RFC 5280),
/// strength.
///
/// [ChainRules][org.stsurvey.scanner.judge.certificate.ChainRules] is the way in. Certificates are
/// read and paths are built and checked here and not by the JDK's PKIX classes, for two reasons: those stop at the
/// first fault where every fault is wanted, and their answer moves with the JDK's version and its Security
/// properties (`jdk.certpath.disabledAlgorithms`), which would move published numbers. Of the JDK only signatures
/// are used, by explicit algorithm. Nothing is fetched, ever: no AIA, no CRL, and of OCSP only the response that the
/// server stapled; the only time is the argument.
///
/// Intentional: certificate policies are not processed (RFC 8461 names none); only DNS, directory and IP name
/// constraints are (RFC 5280 §4.2.1.10 lets the others reject); a trust anchor is a name and a key (RFC 5280
/// §6.1.1 (d)), so its own dates, extensions and signature are not looked at; DSA signatures are not verified.
@NullMarked
package org.stsurvey.scanner.judge.certificate;

import org.jspecify.annotations.NullMarked;
