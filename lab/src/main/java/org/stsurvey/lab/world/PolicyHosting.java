package org.stsurvey.lab.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A company that serves policies for its customers, who point `_mta-sts` and `mta-sts`, or only the latter, at
/// it.
///
/// In the targets, `{dotted}`, `{dashed}` and `{underscored}` stand for the customer's name.
///
/// @param weight its share among the publishers that have such a company, in per cent
/// @param recordTarget where `_mta-sts` points, if the company also keeps the record
/// @param hostTarget where `mta-sts` points
record PolicyHosting(String name, double weight, Optional<String> recordTarget, String hostTarget) {
    /// Names with more dashes than this are not turned back into domains; they have 2^n readings.
    private static final int MAX_DASHES = 10;

    private static final int MAX_LABEL = 63;

    static final List<PolicyHosting> ALL = List.of(
            full("Tutanota", 24, "{dotted}.mta-sts.tutanota.de", "{dotted}.mta-sts.tutanota.de"),
            full("DMARCReport", 20, "_mta-sts.{dashed}.mta-sts.dmarcinput.com", "{dashed}.mta-sts.dmarcinput.com"),
            full("PowerDMARC", 14, "{dashed}._mta.mta-sts.tech", "{dashed}.mta.mta-sts.tech"),
            full("EasyDMARC", 9, "{underscored}__mta_sts.easydmarc.pro", "{underscored}_mta_sts.easydmarc.pro"),
            full("Mailhardener", 6, "{dotted}._mta-sts.mailhardener.com", "{dotted}.mta-sts.mailhardener.com"),
            full("URIports", 5, "{dashed}._mta-sts.uriports.com", "{dashed}.mta-sts.uriports.com"),
            full("Sendmarc", 4, "{dotted}._mta-sts.sdmarc.net", "{dotted}.mta-sts.sdmarc.net"),
            full(
                    "Red Sift OnDMARC",
                    3,
                    "_mta-sts.{dotted}._mta-sts.smart.ondmarc.com",
                    "mta-sts.{dotted}._mta-sts.smart.ondmarc.com"),
            hostOnly("GitHub Pages", 5, "{dashed}.github.io"),
            hostOnly("Cloudflare Pages", 4, "{dashed}.pages.dev"),
            hostOnly("Netlify", 3, "{dashed}.netlify.app"),
            hostOnly("Azure App Service", 3, "{dashed}.azurewebsites.net"));

    private static final Lottery<PolicyHosting> LOTTERY = new Lottery<>(ALL, PolicyHosting::weight);

    /// The company of a domain that has one.
    static PolicyHosting of(Draw draw) {
        return draw.pick("hosting", LOTTERY);
    }

    /// The company to which a customer of this one goes next.
    PolicyHosting next(String domain, Draw draw) {
        PolicyHosting other = draw.pick("hosting", LOTTERY);
        for (int again = 0; other.name.equals(name) || !other.fits(domain); again++) {
            other = draw.again("hosting " + again).pick("hosting", LOTTERY);
        }
        return other;
    }

    /// Whether this company could name this domain: the labels and the whole name have their limits.
    boolean fits(String domain) {
        return domain.length() <= MAX_LABEL - "__mta_sts".length()
                && Mail.dashed(domain).equals(domain.replace('.', '-'));
    }

    Optional<String> recordTarget(String domain) {
        return recordTarget.map(template -> fill(template, domain));
    }

    String hostTarget(String domain) {
        return fill(hostTarget, domain);
    }

    /// The domains whose targets `name` could be; whether it is one, only the domain's own set-up tells.
    static Stream<String> customersNamedBy(String name) {
        List<String> found = new ArrayList<>();
        for (PolicyHosting hosting : ALL) {
            hosting.recordTarget.ifPresent(template -> addReadings(template, name, found));
            addReadings(hosting.hostTarget, name, found);
        }
        return found.stream().distinct();
    }

    private static void addReadings(String template, String name, List<String> found) {
        int open = template.indexOf('{');
        int close = template.indexOf('}') + 1;
        int end = name.length() - (template.length() - close);
        if (end <= open || !name.startsWith(template.substring(0, open)) || !name.endsWith(template.substring(close))) {
            return;
        }
        String middle = name.substring(open, end);
        switch (template.substring(open, close)) {
            case "{dotted}" -> found.add(middle);
            case "{dashed}" -> addReadings(middle, '-', found);
            default -> addReadings(middle, '_', found);
        }
    }

    private static void addReadings(String label, char separator, List<String> found) {
        int[] places = label.chars().filter(c -> c == separator).toArray();
        if (label.indexOf('.') >= 0 || places.length > MAX_DASHES) {
            return;
        }
        for (int dots = 1; dots < 1 << places.length; dots++) {
            var reading = new StringBuilder(label);
            int place = 0;
            for (int i = 0; i < label.length(); i++) {
                if (label.charAt(i) == separator && ((dots >> place++) & 1) == 1) {
                    reading.setCharAt(i, '.');
                }
            }
            found.add(reading.toString());
        }
    }

    private static String fill(String template, String domain) {
        return template.replace("{dotted}", domain)
                .replace("{dashed}", domain.replace('.', '-'))
                .replace("{underscored}", domain.replace('.', '_'));
    }

    private static PolicyHosting full(String name, double weight, String recordTarget, String hostTarget) {
        return new PolicyHosting(name, weight, Optional.of(recordTarget), hostTarget);
    }

    private static PolicyHosting hostOnly(String name, double weight, String hostTarget) {
        return new PolicyHosting(name, weight, Optional.empty(), hostTarget);
    }
}
