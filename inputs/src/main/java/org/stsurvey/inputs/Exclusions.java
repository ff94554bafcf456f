package org.stsurvey.inputs;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Whom not to scan: domains, whole suffixes and networks whose owners asked so.
///
/// The file has one exclusion a line, fields separated by tabs or blanks; blank lines and lines that begin with
/// `#` are skipped:
///
/// ```
/// exact   example.com     2026-10-01  asked by hostmaster@example.com
/// suffix  example.org     2026-10-01  the domain and all below it
/// cidr    192.0.2.0/24    2026-10-02  never connect there
/// ```
///
/// Kind and value decide; date (ISO 8601) and reason are for the record and may be missing. Any other line stops
/// the run: an opt-out that is silently ignored does harm.
public final class Exclusions {
    private final Map<String, Exclusion> exact;
    private final Map<String, Exclusion> suffixes;
    private final List<ExcludedNetwork> networks;
    private final Optional<String> sha256;

    Exclusions(
            Map<String, Exclusion> exact,
            Map<String, Exclusion> suffixes,
            List<ExcludedNetwork> networks,
            Optional<String> sha256) {
        this.exact = Map.copyOf(exact);
        this.suffixes = Map.copyOf(suffixes);
        // The narrowest that holds an address speaks for it, and of two lines about one network the first.
        this.networks = networks.stream()
                .sorted(Comparator.comparingInt(
                                (ExcludedNetwork excluded) -> excluded.network().prefixBits())
                        .reversed())
                .toList();
        this.sha256 = sha256;
    }

    /// Nobody asked to be left out.
    public static Exclusions none() {
        return new Exclusions(Map.of(), Map.of(), List.of(), Optional.empty());
    }

    /// Reads exclusion files; whoever is in one of them is excluded.
    ///
    /// @throws UnusableListException if a file cannot be read or one of its lines is no exclusion
    public static Exclusions read(List<Path> files) throws UnusableListException {
        Exclusions all = none();
        for (Path file : files) {
            all = all.and(read(file));
        }
        return all;
    }

    /// Reads one exclusion file.
    ///
    /// @throws UnusableListException if the file cannot be read or one of its lines is no exclusion
    public static Exclusions read(Path file) throws UnusableListException {
        return new ExclusionReader().read(file);
    }

    private Exclusions and(Exclusions other) {
        return new Exclusions(
                union(exact, other.exact),
                union(suffixes, other.suffixes),
                Stream.concat(networks.stream(), other.networks.stream()).toList(),
                Stream.of(sha256, other.sha256).flatMap(Optional::stream).reduce((one, two) -> one + " " + two));
    }

    private static Map<String, Exclusion> union(Map<String, Exclusion> one, Map<String, Exclusion> two) {
        Map<String, Exclusion> union = new HashMap<>(two);
        union.putAll(one);
        return union;
    }

    /// The exclusion that covers a domain, by its own name or else by the longest suffix of it.
    ///
    /// @param domain as in [Target#domain()]
    public Optional<Exclusion> covering(String domain) {
        Exclusion own = exact.get(domain);
        if (own != null) {
            return Optional.of(own);
        }
        if (suffixes.isEmpty()) {
            return Optional.empty();
        }
        return DomainNames.suffixesOf(domain)
                .filter(suffixes::containsKey)
                .findFirst()
                .map(suffixes::get);
    }

    /// Whether a domain is not to be scanned.
    ///
    /// @param domain as in [Target#domain()]
    public boolean contains(String domain) {
        return covering(domain).isPresent();
    }

    /// The exclusion that covers an address: that of the narrowest network which holds it. No connection may be made
    /// to it then.
    public Optional<Exclusion> covering(InetAddress address) {
        return networks.stream()
                .filter(excluded -> excluded.network().contains(address))
                .map(ExcludedNetwork::by)
                .findFirst();
    }

    /// The networks to which no connection may be made, narrow ones first.
    public List<Exclusion> networks() {
        return networks.stream().map(ExcludedNetwork::by).toList();
    }

    /// How many exclusions there are.
    public int size() {
        return exact.size() + suffixes.size() + networks.size();
    }

    /// Digests of the files in their order, separated by blanks, for manifests; empty if there is none.
    public Optional<String> sha256() {
        return sha256;
    }
}
