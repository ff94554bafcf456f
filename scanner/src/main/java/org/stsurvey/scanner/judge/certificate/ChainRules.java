package org.stsurvey.scanner.judge.certificate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stsurvey.scanner.judge.CertificateRules;
import org.stsurvey.scanner.judge.Judgement.CertificateFacts;
import org.stsurvey.scanner.judge.certificate.CertificateFault.Kind;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.Excerpt;

/// The rules for the certificates that a server sends: all faults of a chain at once, for given roots and
/// intermediates.
///
/// The first certificate is the leaf (RFC 8446 §4.4.2: "The sender's certificate MUST come in the first
/// CertificateEntry in the list"). The others may be anything in any order; junk among them is read over. At
/// most
/// 10 certificates and 64 KiB are read.
///
/// Faults are found independently of each other, those of dates, strength and usage on the best path there is,
/// even one that leads nowhere. Pure, never throws, and safe for use by several threads.
public final class ChainRules implements CertificateRules {

    private static final int MAX_CERTIFICATES = 10;
    private static final int MAX_CHAIN_OCTETS = 65_536;
    private static final int MAX_ISSUER_CHARACTERS = 200;
    private static final Set<Kind> NOT_BREAKING = EnumSet.of(Kind.WEAK_WARNING, Kind.WILDCARD, Kind.REVOKED);

    private final TrustAnchors anchors;
    private final Intermediates intermediates;
    private final AuthoritySignatures signatures = new AuthoritySignatures();

    public ChainRules(TrustAnchors anchors, Intermediates intermediates) {
        this.anchors = anchors;
        this.intermediates = intermediates;
    }

    /// All faults of a chain, by precedence; none if a sender would accept it and there is nothing to note.
    ///
    /// A leaf that cannot be read is one fault, [Kind#CONSTRAINT] with `unreadable`, as nothing else can be
    /// said
    /// of it.
    ///
    /// @param chain DER, as sent, leaf first
    /// @param host the name that was asked for, A-labels, without a final dot
    /// @param at the time of the observation
    @Override
    public List<CertificateFault> faults(List<ByteString> chain, String host, Instant at) {
        var read = withinLimits(chain);
        Certificate leaf;
        try {
            leaf = Certificate.read(read.isEmpty() ? ByteString.empty() : read.getFirst());
        } catch (MalformedException malformed) {
            return List.of(
                    new CertificateFault(Kind.CONSTRAINT, Map.of("unreadable", "leaf: " + malformed.getMessage())));
        }
        var sent = sentBesideLeaf(read);
        var path = bestPath(leaf, sent, at);

        var faults = new ArrayList<CertificateFault>();
        DnsIdMatch.fault(leaf, host).ifPresent(faults::add);
        TrustRules.fault(path, sent).ifPresent(faults::add);
        faults.addAll(faultsOnPath(path, at));
        faults.sort(Comparator.comparing(CertificateFault::kind));
        return List.copyOf(faults);
    }

    /// Whether the issuer of the leaf, whatever the worth of the path above it, says that it is revoked.
    @Override
    public Optional<CertificateFault> revocation(List<ByteString> chain, ByteString stapled, Instant at) {
        var read = withinLimits(chain);
        return read.stream()
                .findFirst()
                .flatMap(ChainRules::readable)
                .flatMap(leaf -> issuer(bestPath(leaf, sentBesideLeaf(read), at))
                        .flatMap(issuer -> StapledResponse.revocation(stapled, leaf, issuer, at)));
    }

    /// Whoever signed the leaf; empty if that was not found, or it signed itself.
    private static Optional<Certificate> issuer(Path path) {
        if (!path.intermediates().isEmpty()) {
            return Optional.of(path.intermediates().getFirst());
        }
        return switch (path.end()) {
            case Path.End.Anchor(var anchor) when !anchor.equals(path.leaf()) -> Optional.of(anchor);
            case Path.End.Root(var root) when !root.equals(path.leaf()) -> Optional.of(root);
            case Path.End _ -> Optional.empty();
        };
    }

    /// What the leaf says of itself; empty if there is none or it cannot be read.
    @Override
    public Optional<CertificateFacts> leafFacts(List<ByteString> chain, Instant at) {
        return withinLimits(chain).stream()
                .findFirst()
                .flatMap(ChainRules::readable)
                .map(leaf -> {
                    String issuer = leaf.issuer().inShort();
                    return new CertificateFacts(
                            Excerpt.marked(issuer, MAX_ISSUER_CHARACTERS),
                            leaf.notBefore(),
                            leaf.notAfter(),
                            ValidityRules.daysLeft(leaf, at),
                            leaf.key().name());
                });
    }

    private static List<ByteString> withinLimits(List<ByteString> chain) {
        var kept = new ArrayList<ByteString>();
        int octets = 0;
        for (ByteString der : chain) {
            octets += der.size();
            if (kept.size() == MAX_CERTIFICATES || octets > MAX_CHAIN_OCTETS) {
                break;
            }
            kept.add(der);
        }
        return kept;
    }

    private static CertificateSet sentBesideLeaf(List<ByteString> chain) {
        return new CertificateSet(
                chain.stream().skip(1).flatMap(der -> readable(der).stream()).toList());
    }

    private static Optional<Certificate> readable(ByteString der) {
        try {
            return Optional.of(Certificate.read(der));
        } catch (MalformedException junk) {
            return Optional.empty();
        }
    }

    /// A path without the known intermediates if there is a trusted one, as that is what every sender sees.
    private Path bestPath(Certificate leaf, CertificateSet sent, Instant at) {
        var asSent = search(List.of(sent), at).best(leaf);
        if (asSent.isTrusted() || intermediates.certificates().size() == 0) {
            return asSent;
        }
        var completed = search(List.of(sent, intermediates.certificates()), at).best(leaf);
        return completed.isTrusted() ? completed : asSent;
    }

    private PathSearch search(List<CertificateSet> sources, Instant at) {
        return new PathSearch(anchors, sources, signatures, path -> (int) faultsOnPath(path, at).stream()
                .filter(fault -> !NOT_BREAKING.contains(fault.kind()))
                .count());
    }

    private static List<CertificateFault> faultsOnPath(Path path, Instant at) {
        var faults = new ArrayList<CertificateFault>();
        faults.addAll(ValidityRules.faults(path, at));
        faults.addAll(StrengthRules.faults(path));
        UsageRules.fault(path).ifPresent(faults::add);
        return faults;
    }
}
