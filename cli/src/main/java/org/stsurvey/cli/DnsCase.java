package org.stsurvey.cli;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.stsurvey.scanner.judge.mx.MailRoute;
import org.stsurvey.scanner.observation.AddressLookups;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observation.RecordData;

/// DNS answers as cases describe them.
///
/// An answer is an array of what was found, or the word for a failure: `NODATA`, `NXDOMAIN`, `TIMEOUT`,
/// `SERVFAIL`, `BOGUS` (SERVFAIL, as the signatures do not validate), `REFUSED`, `FORMERR`, `NOTIMP`,
/// `NETWORK`, `MALFORMED`, `LOOP`. An empty array is `NODATA`. `ede` is the Extended DNS Error that came with a
/// response code (RFC 8914).
///
/// - `align`: `mode`, `patterns`, `mx` (`HOST` or `PREFERENCE HOST`), and where there is no MX `a` and `aaaa`
///   of the domain, which `domain` names (`example.com` if it does not matter);
/// - `host_dns`: `A`, `AAAA`; a family that is not mentioned has no data. `CNAME` is the chain followed (`x` or
///   `x -> y`), `final` what stands at its end. `host` is the policy host's name.
final class DnsCase {

    private static final String DOMAIN = "example.com";
    private static final int MAX_CNAMES = 8;
    private static final long TTL_SECONDS = 300;
    private static final int DNSSEC_BOGUS = 6;

    private DnsCase() {}

    /// Where mail goes in an `align` case.
    static MailRoute route(CaseInput input) {
        DnsLookup mx = input.isArray("mx")
                ? mx(input.texts("mx"))
                : lookup(failure(input.requiredText("mx"), List.of(), extendedError(input)));
        Optional<AddressLookups> apex = input.mentions("a") || input.mentions("aaaa")
                ? Optional.of(new AddressLookups(family(input, "a"), family(input, "aaaa")))
                : Optional.empty();
        return MailRoute.of(input.name("domain").orElse(DOMAIN), Optional.of(mx), apex);
    }

    /// The answer that holds these MX records.
    static DnsLookup mx(List<String> records) {
        List<RecordData> data =
                records.stream().<RecordData>map(MxNotation::parse).toList();
        return lookup(found(data, List.of()));
    }

    /// The addresses in a `host_dns` case.
    static AddressLookups addresses(CaseInput input) {
        if (!input.has("CNAME")) {
            return new AddressLookups(family(input, "A"), family(input, "AAAA"));
        }
        List<String> cnames = List.of(input.requiredName("CNAME").strip().split("\\s*->\\s*"));
        if (new HashSet<>(cnames).size() < cnames.size() || cnames.size() > MAX_CNAMES) {
            DnsLookup loop = lookup(failure("LOOP", List.of(), Optional.empty()));
            return new AddressLookups(loop, loop);
        }
        if (input.has("final")) {
            return new AddressLookups(family(input, "final", cnames, false), family(input, "final", cnames, true));
        }
        return new AddressLookups(family(input, "A", cnames, false), family(input, "AAAA", cnames, true));
    }

    private static DnsLookup family(CaseInput input, String name) {
        return family(input, name, List.of(), name.equalsIgnoreCase("AAAA"));
    }

    private static DnsLookup family(CaseInput input, String name, List<String> cnames, boolean ipv6) {
        if (!input.has(name)) {
            return lookup(found(List.of(), cnames));
        }
        List<String> texts = input.texts(name);
        if (!input.isArray(name) && isWord(texts.getFirst())) {
            return lookup(failure(texts.getFirst(), cnames, extendedError(input)));
        }
        List<RecordData> addresses = texts.stream()
                .map(DnsCase::address)
                // What stands at the end of a chain may be of both families.
                .filter(address -> !name.equals("final") || (address.getAddress().length > 4) == ipv6)
                .<RecordData>map(RecordData.Address::new)
                .toList();
        return lookup(found(addresses, cnames));
    }

    private static boolean isWord(String text) {
        return text.chars().allMatch(Character::isLetter);
    }

    private static DnsAnswer found(List<RecordData> records, List<String> cnames) {
        return records.isEmpty()
                ? new DnsAnswer.NoData(cnames, false, Optional.empty())
                : new DnsAnswer.Found(records, cnames, TTL_SECONDS, false);
    }

    private static DnsAnswer failure(String word, List<String> cnames, Optional<DnsAnswer.ExtendedError> error) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "NODATA" -> new DnsAnswer.NoData(cnames, false, error);
            case "NXDOMAIN" -> new DnsAnswer.NoSuchName(cnames, false, error);
            case "TIMEOUT" -> DnsAnswer.Failed.of(DnsAnswer.Failure.TIMEOUT);
            case "NETWORK" -> DnsAnswer.Failed.of(DnsAnswer.Failure.NETWORK);
            case "MALFORMED" -> DnsAnswer.Failed.of(DnsAnswer.Failure.MALFORMED);
            case "LOOP" -> DnsAnswer.Failed.of(DnsAnswer.Failure.CNAME_LOOP);
            // RFC 1035 §4.1.1
            case "FORMERR" -> rcode(1, cnames, error);
            case "SERVFAIL" -> rcode(2, cnames, error);
            case "BOGUS" -> rcode(2, cnames, Optional.of(new DnsAnswer.ExtendedError(DNSSEC_BOGUS, "")));
            case "NOTIMP" -> rcode(4, cnames, error);
            case "REFUSED" -> rcode(5, cnames, error);
            default ->
                throw new IllegalArgumentException("\"" + word
                        + "\" is neither an array nor one of NODATA, NXDOMAIN, TIMEOUT, SERVFAIL, BOGUS, REFUSED,"
                        + " FORMERR, NOTIMP, NETWORK, MALFORMED, LOOP");
        };
    }

    private static DnsAnswer rcode(int rcode, List<String> cnames, Optional<DnsAnswer.ExtendedError> error) {
        return new DnsAnswer.Failed(DnsAnswer.Failure.RCODE, OptionalInt.of(rcode), error, OptionalInt.empty(), cnames);
    }

    private static Optional<DnsAnswer.ExtendedError> extendedError(CaseInput input) {
        return input.has("ede") ? Optional.of(new DnsAnswer.ExtendedError(input.number("ede"), "")) : Optional.empty();
    }

    private static InetAddress address(String text) {
        // The JDK also reads 9.9.9 as 9.9.0.9, which nobody means.
        if (text.contains(":") || text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
            try {
                return InetAddress.ofLiteral(text);
            } catch (IllegalArgumentException e) {
                throw notAnAddress(text);
            }
        }
        throw notAnAddress(text);
    }

    private static IllegalArgumentException notAnAddress(String text) {
        return new IllegalArgumentException("\"" + SafeText.of(text) + "\" is not an IP address");
    }

    private static DnsLookup lookup(DnsAnswer answer) {
        return new DnsLookup(answer, 1, Duration.ZERO);
    }
}
