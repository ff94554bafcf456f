package org.stsurvey.lab.world;

import java.util.function.Function;

/// Everything that one domain shows to the network, and the truth about it.
///
/// @param domain its name
/// @param signed whether answers about it are DNSSEC-secure, that is, carry the AD bit
/// @param zone what it has in the DNS
/// @param greeting how its policy host greets a ClientHello
/// @param reply what its policy host answers
/// @param mailCertificate the certificate of a mail host below it
public record Site(
        String domain,
        boolean signed,
        Zone zone,
        Greeting greeting,
        Reply reply,
        Function<String, Certificate> mailCertificate,
        Truth truth) {
    /// The host that serves the policy of a domain (RFC 8461 §3.2).
    public static String policyHost(String domain) {
        return "mta-sts." + domain;
    }
}
