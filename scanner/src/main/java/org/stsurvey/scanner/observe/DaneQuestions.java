package org.stsurvey.scanner.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stsurvey.scanner.observation.AddressLookups;
import org.stsurvey.scanner.observation.DaneHost;
import org.stsurvey.scanner.observation.DnsAnswer;
import org.stsurvey.scanner.observation.DnsLookup;
import org.stsurvey.scanner.observation.MxHost;
import org.stsurvey.scanner.observation.TlsaLookup;
import org.stsurvey.scanner.observe.dns.DnsClient;
import org.stsurvey.scanner.observe.dns.Question;
import org.stsurvey.scanner.observe.dns.RecordType;

/// Asks what a sender with DANE asks of MX hosts whose addresses are known, RFC 7672 §2.2.
///
/// Two stages at most, and the questions of a stage go out together: the CNAME of hosts behind an alias that is not
/// secure as a whole, which hardly any host is, and then all TLSA records.
final class DaneQuestions {

    private final DnsClient dns;
    private final Deadline deadline;

    DaneQuestions(DnsClient dns, Deadline deadline) {
        this.dns = dns;
        this.deadline = deadline;
    }

    List<DaneHost> ask(List<MxHost> hosts) throws InterruptedException {
        List<Optional<DnsLookup>> aliases = aliases(hosts);
        List<List<String>> bases = new ArrayList<>();
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            bases.add(bases(hosts.get(i), aliases.get(i)));
            bases.getLast().forEach(base -> questions.add(new Question(TlsaLookup.name(base), RecordType.TLSA)));
        }
        List<DnsLookup> answers = askAll(questions);
        List<DaneHost> asked = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < hosts.size(); i++) {
            List<TlsaLookup> tlsa = new ArrayList<>();
            for (String base : bases.get(i)) {
                tlsa.add(new TlsaLookup(base, answers.get(next++)));
            }
            asked.add(new DaneHost(hosts.get(i).name(), aliases.get(i), tlsa));
        }
        return asked;
    }

    // RFC 7672 §2.2.2: where the addresses behind an alias are "insecure", a separate question tells whether the
    // alias itself is secure.
    private List<Optional<DnsLookup>> aliases(List<MxHost> hosts) throws InterruptedException {
        List<Question> questions = new ArrayList<>();
        for (MxHost host : hosts) {
            if (needsAlias(host.addresses())) {
                questions.add(new Question(host.name(), RecordType.CNAME));
            }
        }
        List<DnsLookup> answers = askAll(questions);
        List<Optional<DnsLookup>> aliases = new ArrayList<>();
        int next = 0;
        for (MxHost host : hosts) {
            aliases.add(needsAlias(host.addresses()) ? Optional.of(answers.get(next++)) : Optional.empty());
        }
        return aliases;
    }

    private static boolean needsAlias(AddressLookups addresses) {
        return !addresses.addresses().isEmpty()
                && !addresses.isSecure()
                && !addresses.cnames().isEmpty();
    }

    /// The candidate base domains, in the order in which they are tried; those whose TLSA name would be too long
    /// have no TLSA records.
    private static List<String> bases(MxHost host, Optional<DnsLookup> alias) {
        List<String> bases = new ArrayList<>();
        if (host.addresses().isSecure()) {
            // RFC 7672 §2.2.2: "the fully CNAME-expanded name" first, where the whole chain is secure, then the
            // original one.
            if (!host.addresses().cnames().isEmpty()) {
                bases.add(host.addresses().cnames().getLast());
            }
            bases.add(host.name());
        } else if (alias.filter(DaneQuestions::isSecureAlias).isPresent()) {
            bases.add(host.name());
        }
        return bases.stream()
                .distinct()
                .filter(base -> TlsaLookup.name(base).length() <= Question.MAX_NAME_OCTETS)
                .toList();
    }

    private static boolean isSecureAlias(DnsLookup alias) {
        return alias.answer() instanceof DnsAnswer.Found found && found.authenticated();
    }

    private List<DnsLookup> askAll(List<Question> questions) throws InterruptedException {
        return questions.isEmpty() ? List.of() : dns.ask(questions, deadline);
    }
}
