package org.stsurvey.scanner.judge.certificate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.stsurvey.scanner.observation.ByteString;

/// The signatures on certificates of authorities, each verified once.
///
/// A few hundred authorities sign nearly all leaves, and an ECDSA signature takes a millisecond to verify:
/// remembering halves the time of a judgement. The result is always that of [SignatureCheck#of(Certificate,
/// SubjectKey)]. Safe for use by several threads.
final class AuthoritySignatures {

    /// About 10 MB at most; a hostile flood of authorities empties the memory now and then, no more.
    private static final int MAX_REMEMBERED = 1_000;

    private final Map<Link, SignatureCheck> remembered = new ConcurrentHashMap<>();

    private record Link(Certificate certificate, ByteString key) {}

    SignatureCheck check(Certificate certificate, SubjectKey key) {
        var link = new Link(certificate, key.encoded());
        var known = remembered.get(link);
        if (known != null) {
            return known;
        }
        var checked = SignatureCheck.of(certificate, key);
        if (remembered.size() >= MAX_REMEMBERED) {
            remembered.clear();
        }
        remembered.put(link, checked);
        return checked;
    }
}
