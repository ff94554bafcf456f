package org.stsurvey.lab.world;

import java.util.List;
import java.util.Set;

/// A company whose mail hosts many domains name in their MX records.
///
/// @param weight its share among the domains that use a provider, in per cent
/// @param zone the name below which all its mail hosts lie
/// @param hosts `preference host`, where `{dashed}` is the customer's name as one label and `{hex}` a customer
///     number
/// @param patterns what its customers are told to put into a policy
record MailProvider(String name, double weight, String zone, List<String> hosts, List<String> patterns) {
    private static final int MAX_LABEL = 63;

    /// The companies whose zones are signed and whose hosts have TLSA records.
    private static final Set<String> WITH_DANE =
            Set.of("mx.microsoft", "protonmail.ch", "mail.tutanota.de", "domeneshop.no", "mailbox.org");

    static final List<MailProvider> ALL = List.of(
            provider("Google Workspace (five hosts)", 26, "l.google.com")
                    .hosts("1 aspmx.l.google.com", "5 alt1.aspmx.l.google.com", "5 alt2.aspmx.l.google.com")
                    .patterns("aspmx.l.google.com", "*.aspmx.l.google.com"),
            provider("Google Workspace", 8, "smtp.google.com")
                    .hosts("1 smtp.google.com")
                    .patterns("smtp.google.com"),
            provider("Microsoft 365", 28, "mail.protection.outlook.com")
                    .hosts("0 {dashed}.mail.protection.outlook.com")
                    .patterns("*.mail.protection.outlook.com"),
            provider("Microsoft 365 (DNSSEC)", 1, "mx.microsoft")
                    .hosts("0 {dashed}.h-v1.mx.microsoft")
                    .patterns("*.h-v1.mx.microsoft"),
            provider("Proofpoint", 3, "pphosted.com")
                    .hosts("10 mx0a-{hex}.pphosted.com", "10 mx0b-{hex}.pphosted.com")
                    .patterns("mx0a-{hex}.pphosted.com", "mx0b-{hex}.pphosted.com"),
            provider("Mimecast", 2.5, "mimecast.com")
                    .hosts("10 eu-smtp-inbound-1.mimecast.com", "10 eu-smtp-inbound-2.mimecast.com")
                    .patterns("*.mimecast.com"),
            provider("Barracuda", 1.5, "ess.barracudanetworks.com")
                    .hosts("10 d{hex}a.ess.barracudanetworks.com", "20 d{hex}b.ess.barracudanetworks.com")
                    .patterns("*.ess.barracudanetworks.com"),
            provider("Cisco Secure Email", 1, "iphmx.com")
                    .hosts("10 mx1.hc{hex}.iphmx.com", "10 mx2.hc{hex}.iphmx.com")
                    .patterns("*.hc{hex}.iphmx.com"),
            provider("Hornetsecurity", 1, "hornetsecurity.com")
                    .hosts("10 mx01.hornetsecurity.com", "20 mx02.hornetsecurity.com")
                    .patterns("*.hornetsecurity.com"),
            provider("Fastmail", 1.5, "messagingengine.com")
                    .hosts("10 in1-smtp.messagingengine.com", "20 in2-smtp.messagingengine.com")
                    .patterns("in1-smtp.messagingengine.com", "in2-smtp.messagingengine.com"),
            provider("Zoho Mail", 3, "zoho.com")
                    .hosts("10 mx.zoho.com", "20 mx2.zoho.com", "50 mx3.zoho.com")
                    .patterns("mx.zoho.com", "mx2.zoho.com", "mx3.zoho.com"),
            provider("Proton Mail", 2.5, "protonmail.ch")
                    .hosts("10 mail.protonmail.ch", "20 mailsec.protonmail.ch")
                    .patterns("mail.protonmail.ch", "mailsec.protonmail.ch"),
            provider("Tutanota", 1, "mail.tutanota.de")
                    .hosts("10 mail.tutanota.de")
                    .patterns("mail.tutanota.de"),
            provider("Apple iCloud", 1, "mail.icloud.com")
                    .hosts("10 mx01.mail.icloud.com", "10 mx02.mail.icloud.com")
                    .patterns("mx01.mail.icloud.com", "mx02.mail.icloud.com"),
            provider("Cloudflare Email Routing", 3, "mx.cloudflare.net")
                    .hosts("13 amir.mx.cloudflare.net", "24 linda.mx.cloudflare.net", "86 isaac.mx.cloudflare.net")
                    .patterns("*.mx.cloudflare.net"),
            provider("GoDaddy", 4, "secureserver.net")
                    .hosts("0 smtp.secureserver.net", "10 mailstore1.secureserver.net")
                    .patterns("*.secureserver.net"),
            provider("Namecheap Private Email", 3, "privateemail.com")
                    .hosts("10 mx1.privateemail.com", "10 mx2.privateemail.com")
                    .patterns("mx1.privateemail.com", "mx2.privateemail.com"),
            provider("Hostinger", 3, "hostinger.com")
                    .hosts("5 mx1.hostinger.com", "10 mx2.hostinger.com")
                    .patterns("mx1.hostinger.com", "mx2.hostinger.com"),
            provider("IONOS", 2.5, "ionos.de")
                    .hosts("10 mx00.ionos.de", "10 mx01.ionos.de")
                    .patterns("mx00.ionos.de", "mx01.ionos.de"),
            provider("OVH", 2.5, "mail.ovh.net")
                    .hosts("1 mx1.mail.ovh.net", "5 mx2.mail.ovh.net", "50 mx3.mail.ovh.net")
                    .patterns("*.mail.ovh.net"),
            provider("Domeneshop", 0.5, "domeneshop.no")
                    .hosts("10 mx.domeneshop.no")
                    .patterns("mx.domeneshop.no"),
            provider("Yandex 360", 2, "yandex.net").hosts("10 mx.yandex.net").patterns("mx.yandex.net"),
            provider("Migadu", 0.5, "migadu.com")
                    .hosts("10 aspmx1.migadu.com", "20 aspmx2.migadu.com")
                    .patterns("aspmx1.migadu.com", "aspmx2.migadu.com"),
            provider("mailbox.org", 0.5, "mailbox.org")
                    .hosts("10 mxext1.mailbox.org", "10 mxext2.mailbox.org", "20 mxext3.mailbox.org")
                    .patterns("*.mailbox.org"));

    private static final Lottery<MailProvider> LOTTERY = new Lottery<>(ALL, MailProvider::weight);

    /// The mail set-up of one customer.
    static Mail of(String domain, Draw draw) {
        return draw.pick("mail provider", LOTTERY).mail(domain, draw);
    }

    /// The mail set-up of a customer who leaves the company of this host for another one.
    static Mail ofOtherThan(String host, String domain, Draw draw) {
        String company = companyOf(host);
        int again = 0;
        MailProvider provider = draw.pick("mail provider", LOTTERY);
        while (provider.company().equals(company)) {
            provider = draw.again("provider " + again++).pick("mail provider", LOTTERY);
        }
        return provider.mail(domain, draw);
    }

    /// The company of a mail host; empty if it is none's.
    private static String companyOf(String host) {
        return ALL.stream()
                .filter(provider -> provider.has(host))
                .map(MailProvider::company)
                .findFirst()
                .orElse("");
    }

    /// A company can have several ways of doing it, which are told apart in brackets.
    private String company() {
        return name.replaceFirst(" \\(.*", "");
    }

    private Mail mail(String domain, Draw draw) {
        return new Mail(
                Mail.Kind.PROVIDER,
                hosts.stream().map(host -> exchange(fill(host, domain, draw))).toList(),
                patterns.stream().map(pattern -> fill(pattern, domain, draw)).toList());
    }

    /// Whether a name is a mail host of one of these companies; all of them have addresses.
    static boolean isMailHost(String name) {
        return ALL.stream().anyMatch(provider -> provider.has(name));
    }

    /// Whether a name is a mail host, or below one, of a company that has DANE.
    static boolean hasDane(String name) {
        return WITH_DANE.stream().anyMatch(zone -> name.equals(zone) || name.endsWith("." + zone));
    }

    private boolean has(String host) {
        return host.equals(zone) || host.endsWith("." + zone);
    }

    private static Mail.Exchange exchange(String text) {
        int space = text.indexOf(' ');
        return new Mail.Exchange(Integer.parseInt(text, 0, space, 10), text.substring(space + 1));
    }

    private static String fill(String template, String domain, Draw draw) {
        if (template.indexOf('{') < 0) {
            return template;
        }
        String hex = draw.hex("customer number", 8);
        String dashed = Mail.dashed(domain);
        return template.replace("{hex}", hex).replace("{dashed}", dashed.length() > MAX_LABEL ? "c" + hex : dashed);
    }

    private static MailProvider provider(String name, double weight, String zone) {
        return new MailProvider(name, weight, zone, List.of(), List.of());
    }

    private MailProvider hosts(String... preferenceAndHost) {
        return new MailProvider(name, weight, zone, List.of(preferenceAndHost), patterns);
    }

    private MailProvider patterns(String... forPolicies) {
        return new MailProvider(name, weight, zone, hosts, List.of(forPolicies));
    }
}
