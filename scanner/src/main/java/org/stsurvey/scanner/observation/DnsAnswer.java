package org.stsurvey.scanner.observation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What the resolver said to one question: it exists, the name does not exist, the name has no such data, or we do
/// not know.
///
/// The four cases are kept apart in the type because mixing up the last two with the first is how surveys go wrong:
/// only [NoSuchName] and [NoData] say that something is absent.
public sealed interface DnsAnswer {

    /// The CNAME targets followed, in order, lower case, without final dot; empty if the name itself answered.
    List<String> cnames();

    /// Records of the type asked for.
    ///
    /// @param records at least one record, in the order received
    /// @param ttlSeconds the smallest TTL of the records
    /// @param authenticated the resolver set AD (RFC 6840 §5.8)
    record Found(List<RecordData> records, List<String> cnames, long ttlSeconds, boolean authenticated)
            implements DnsAnswer {
        public Found {
            records = List.copyOf(records);
            cnames = List.copyOf(cnames);
        }

        /// The records of one type, the others left out.
        public <R extends RecordData> List<R> records(Class<R> type) {
            return records.stream().filter(type::isInstance).map(type::cast).toList();
        }
    }

    /// NXDOMAIN: the name, or the end of its CNAME chain, does not exist.
    record NoSuchName(List<String> cnames, boolean authenticated, Optional<ExtendedError> extendedError)
            implements DnsAnswer {
        public NoSuchName {
            cnames = List.copyOf(cnames);
        }
    }

    /// NOERROR without a record of the type asked for.
    record NoData(List<String> cnames, boolean authenticated, Optional<ExtendedError> extendedError)
            implements DnsAnswer {
        public NoData {
            cnames = List.copyOf(cnames);
        }
    }

    /// No usable answer; says nothing about the name.
    ///
    /// @param failure what kept us from an answer
    /// @param rcode the response code, where a response came
    /// @param uncheckedRcode the response code of the same question with CD=1, where that was asked: an answer here
    ///     beside SERVFAIL there is a bogus zone (RFC 4035 §3.2.2)
    record Failed(
            Failure failure,
            OptionalInt rcode,
            Optional<ExtendedError> extendedError,
            OptionalInt uncheckedRcode,
            List<String> cnames)
            implements DnsAnswer {
        public Failed {
            cnames = List.copyOf(cnames);
        }

        public static Failed of(Failure failure) {
            return new Failed(failure, OptionalInt.empty(), Optional.empty(), OptionalInt.empty(), List.of());
        }
    }

    /// Why there is no usable answer.
    enum Failure {
        /// No response to any try.
        TIMEOUT,
        /// A response code other than NOERROR and NXDOMAIN.
        RCODE,
        /// The operating system or the resolver's host refused: port unreachable, no route.
        NETWORK,
        /// A response that cannot be parsed, or a truncated one whose repetition over TCP failed.
        MALFORMED,
        /// The CNAME chain leads back into itself or has more hops than are followed.
        CNAME_LOOP
    }

    /// An Extended DNS Error, RFC 8914.
    ///
    /// @param code the INFO-CODE
    /// @param text the EXTRA-TEXT, at most 200 characters, untrusted
    record ExtendedError(int code, String text) {
        private static final int MAX_TEXT = 200;

        public ExtendedError {
            text = Excerpt.of(text, MAX_TEXT);
        }
    }
}
