package org.stsurvey.scanner.judge.host;

import java.util.Map;
import java.util.TreeMap;
import org.stsurvey.scanner.observation.DnsAnswer;

/// Why a lookup gave no answer, in the classes that the outcomes tell apart.
public enum FailedLookup {
    TIMEOUT,
    SERVFAIL,
    /// The zone's signatures do not validate: the resolver says so, or answers once it may skip the validation.
    BOGUS,
    CNAME_LOOP,
    /// Refused, malformed, not reachable over TCP, or another response code.
    ERROR;

    private static final int NOERROR = 0;
    private static final int SERVFAIL_RCODE = 2;
    private static final int NXDOMAIN = 3;

    // RFC 8914 §4.7 to §4.13: DNSSEC Bogus to NSEC Missing
    private static final int FIRST_DNSSEC_ERROR = 6;
    private static final int LAST_DNSSEC_ERROR = 12;

    public static FailedLookup of(DnsAnswer.Failed failed) {
        return switch (failed.failure()) {
            case TIMEOUT -> TIMEOUT;
            case NETWORK, MALFORMED -> ERROR;
            case CNAME_LOOP -> CNAME_LOOP;
            case RCODE -> ofRcode(failed);
        };
    }

    private static FailedLookup ofRcode(DnsAnswer.Failed failed) {
        if (failed.rcode().orElse(SERVFAIL_RCODE) != SERVFAIL_RCODE) {
            return ERROR;
        }
        var saysBogus = failed.extendedError()
                .filter(error -> error.code() >= FIRST_DNSSEC_ERROR && error.code() <= LAST_DNSSEC_ERROR)
                .isPresent();
        var unchecked = failed.uncheckedRcode().orElse(SERVFAIL_RCODE);
        return saysBogus || unchecked == NOERROR || unchecked == NXDOMAIN ? BOGUS : SERVFAIL;
    }

    /// What is known of the failure, for a finding's detail.
    public static Map<String, String> detail(DnsAnswer.Failed failed) {
        var detail = new TreeMap<String, String>();
        failed.rcode().ifPresent(rcode -> detail.put("rcode", Integer.toString(rcode)));
        failed.extendedError().ifPresent(error -> detail.put("ede", (error.code() + " " + error.text()).strip()));
        if (!failed.cnames().isEmpty()) {
            detail.put("cnames", String.join(" ", failed.cnames()));
        }
        return detail;
    }
}
