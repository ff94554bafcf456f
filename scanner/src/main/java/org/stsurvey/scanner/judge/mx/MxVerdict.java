package org.stsurvey.scanner.judge.mx;

import java.util.List;
import java.util.Locale;

/// What a sender that follows RFC 8461 §4 makes of one MX host that was probed.
///
/// @param host lower case, without final dot
/// @param covered a pattern of the usable policy matches it; true where there is no such policy
/// @param use whether the sender could deliver to it
/// @param faults what is wrong with it: the code of an outcome without `mx_`, certificate faults by their kind
///     (`self_signed`), in order of precedence
public record MxVerdict(String host, boolean covered, Use use, List<String> faults) {

    public MxVerdict {
        faults = List.copyOf(faults);
    }

    /// Whether a sender could deliver to a host over TLS that it can trust.
    public enum Use {
        USABLE,
        UNUSABLE,
        /// The host was asked and did not tell.
        UNKNOWN,
        /// The host was not asked, or its answer does not count, for a reason of our own.
        NOT_MEASURED;

        private final String code = name().toLowerCase(Locale.ROOT);

        /// The name in published data.
        public String code() {
            return code;
        }
    }
}
