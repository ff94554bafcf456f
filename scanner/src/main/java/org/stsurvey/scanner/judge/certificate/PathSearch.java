package org.stsurvey.scanner.judge.certificate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.stsurvey.scanner.observation.ByteString;

/// The search for the best path from a leaf to a trust anchor.
///
/// It goes depth first over everybody who bears the name of the issuer and whose key verifies the signature: trust
/// anchors before others, those whose key identifier fits before those whose does not. There may be many paths
/// (cross-signed authorities, renewed intermediates). The best one ends best and, among those, has the fewest
/// faults, so that an expired alternative does no harm; the first faultless path to an anchor ends the search.
///
/// The search is bounded by the signatures verified and by the paths looked at, because ten hostile certificates
/// that all sign each other have a million paths. The bounds are counts: the result does not depend on the
/// machine.
///
/// One search serves one leaf and one thread.
final class PathSearch {

    private static final int MAX_SIGNATURE_CHECKS = 64;
    private static final int MAX_PATHS = 32;
    private static final int MAX_PATH_LENGTH = 10;

    private final TrustAnchors anchors;
    private final List<CertificateSet> sources;
    private final AuthoritySignatures signatures;
    private final ToIntFunction<Path> countFaults;

    private final Map<Link, SignatureCheck> links = new HashMap<>();
    private final List<Certificate> walked = new ArrayList<>();
    private Optional<Candidate> best = Optional.empty();
    private int pathsSeen;

    private record Link(Certificate certificate, ByteString key) {}

    private record Candidate(Path path, int faults) {

        static final Comparator<Candidate> BEST_FIRST = Comparator.comparingInt(
                        (Candidate candidate) -> candidate.path().end().rank())
                .thenComparingInt(Candidate::faults);
    }

    /// @param sources where to look for issuers besides the anchors, in this order
    /// @param countFaults how many breaking faults a path has
    PathSearch(
            TrustAnchors anchors,
            List<CertificateSet> sources,
            AuthoritySignatures signatures,
            ToIntFunction<Path> countFaults) {
        this.anchors = anchors;
        this.sources = List.copyOf(sources);
        this.signatures = signatures;
        this.countFaults = countFaults;
    }

    Path best(Certificate leaf) {
        walked.add(leaf);
        anchors.certificates().named(leaf.subject()).stream()
                .filter(leaf::isSameEntity)
                .findFirst()
                .ifPresent(anchor -> found(new Path.End.Anchor(anchor)));
        if (!isOver()) {
            walk();
        }
        return best.orElseThrow().path();
    }

    /// Finds the paths that begin with what has been walked.
    private void walk() {
        Certificate last = walked.getLast();
        int pathsBefore = pathsSeen;
        for (Certificate anchor : anchors.certificates().named(last.issuer())) {
            if (!isOver() && check(last, anchor) == SignatureCheck.VERIFIES) {
                found(new Path.End.Anchor(anchor));
            }
        }
        if (pathsSeen == pathsBefore && isSelfSigned(last)) {
            foundRoot(last);
            return;
        }
        for (Certificate issuer : issuers(last)) {
            if (!isOver() && check(last, issuer) == SignatureCheck.VERIFIES) {
                walked.add(issuer);
                walk();
                walked.removeLast();
            }
        }
        if (pathsSeen == pathsBefore) {
            found(new Path.End.Open(reason(last)));
        }
    }

    /// Candidates that are not on the path yet. RFC 5280 §4.2.1.1: key identifiers help to choose, no more.
    private List<Certificate> issuers(Certificate certificate) {
        if (walked.size() == MAX_PATH_LENGTH) {
            return List.of();
        }
        var candidates = new LinkedHashSet<Certificate>();
        for (CertificateSet source : sources) {
            candidates.addAll(source.named(certificate.issuer()));
        }
        var keyId = certificate.extensions().authorityKeyId();
        return candidates.stream()
                .filter(candidate -> walked.stream().noneMatch(candidate::isSameEntity))
                .sorted(Comparator.comparing(
                        candidate -> !candidate.extensions().subjectKeyId().equals(keyId)))
                .toList();
    }

    /// A self-issued certificate whose algorithm is not known here is taken at its word.
    private boolean isSelfSigned(Certificate certificate) {
        return certificate.isSelfIssued() && check(certificate, certificate) != SignatureCheck.FAILS;
    }

    private void foundRoot(Certificate root) {
        if (walked.size() == 1) {
            found(new Path.End.Root(root));
        } else {
            walked.removeLast();
            found(new Path.End.Root(root));
            walked.add(root);
        }
    }

    private void found(Path.End end) {
        pathsSeen++;
        var path = new Path(walked, end);
        var candidate = new Candidate(path, countFaults.applyAsInt(path));
        if (best.isEmpty() || Candidate.BEST_FIRST.compare(candidate, best.get()) < 0) {
            best = Optional.of(candidate);
        }
    }

    private boolean isOver() {
        return pathsSeen >= MAX_PATHS
                || best.filter(candidate -> candidate.path().isTrusted() && candidate.faults() == 0)
                        .isPresent();
    }

    private SignatureCheck check(Certificate certificate, Certificate issuer) {
        var link = new Link(certificate, issuer.key().encoded());
        var known = links.get(link);
        if (known != null) {
            return known;
        }
        if (links.size() >= MAX_SIGNATURE_CHECKS) {
            return SignatureCheck.FAILS;
        }
        boolean isLeaf = certificate.equals(walked.getFirst());
        var checked =
                isLeaf ? SignatureCheck.of(certificate, issuer.key()) : signatures.check(certificate, issuer.key());
        links.put(link, checked);
        return checked;
    }

    private String reason(Certificate certificate) {
        var checks = links.entrySet().stream()
                .filter(entry -> entry.getKey().certificate().equals(certificate))
                .map(Map.Entry::getValue)
                .toList();
        if (checks.contains(SignatureCheck.UNSUPPORTED)) {
            return "unsupported algorithm: " + SignatureAlgorithm.describe(certificate.signatureAlgorithm());
        }
        return checks.isEmpty() ? "issuer not sent" : "signature does not verify";
    }
}
