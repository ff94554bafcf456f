package org.stsurvey.inputs;

import com.google.common.net.InternetDomainName;
import com.google.thirdparty.publicsuffix.PublicSuffixPatterns;
import com.google.thirdparty.publicsuffix.PublicSuffixType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.AbstractList;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;

/// The public suffix list (publicsuffix.org), ICANN and private section both, as Guava carries it.
///
/// Where no rule of the list matches, its algorithm's default rule `*` holds: the top level is the suffix.
///
/// A hundred million names are looked up here, so plain names go straight to Guava's table of rules: its
/// [InternetDomainName] takes three times as long, mostly to check once more what a name consists of. Names that are
/// not plain take that way, and a test holds both ways together.
public final class PublicSuffixes {
    /// More than any rule of the list takes.
    private static final int MAX_NAME = 200;

    private static final int MAX_LABEL = 63;

    /// Of the rule `*`: as many labels has the suffix of a domain that no other rule matches.
    private static final int DEFAULT_RULE = 1;

    private static final String GUAVA_PROPERTIES = "/META-INF/maven/com.google.guava/guava/pom.properties";

    private final String version;

    private PublicSuffixes(String version) {
        this.version = version;
    }

    /// The list that this build carries.
    public static PublicSuffixes bundled() {
        return new PublicSuffixes("guava-" + guavaVersion());
    }

    /// Which edition of the list this is, for manifests: the list has no version of its own, so that of the
    /// library that carries it.
    public String version() {
        return version;
    }

    /// The registrable domain: one label more than the public suffix. Empty if the domain is itself a public
    /// suffix.
    ///
    /// @param domain as in [Target#domain()], or any other name: what no rule can match has the default rule
    public Optional<String> registrableDomain(String domain) {
        return lastLabels(domain, suffixLabels(domain, Rules.ALL).orElse(DEFAULT_RULE) + 1);
    }

    /// The domain that somebody has registered: the registrable domain, or for a suffix of the private section,
    /// which has none (`googleapis.com`), the domain under a suffix of the ICANN section. Empty if the domain is
    /// a suffix of the ICANN section or a top level.
    ///
    /// @param domain as in [Target#domain()]
    public Optional<String> registeredDomain(String domain) {
        return registrableDomain(domain).or(() -> domainUnderRegistry(domain));
    }

    /// The public suffix, and which section of the list knows it.
    ///
    /// @param domain as in [Target#domain()]
    public PublicSuffix suffixOf(String domain) {
        OptionalInt labels = suffixLabels(domain, Rules.ALL);
        if (labels.isEmpty()) {
            return new PublicSuffix(topLevel(domain), PublicSuffix.Section.UNLISTED);
        }
        PublicSuffix.Section section = labels.equals(suffixLabels(domain, Rules.OF_REGISTRIES))
                ? PublicSuffix.Section.ICANN
                : PublicSuffix.Section.PRIVATE;
        return new PublicSuffix(lastLabels(domain, labels.getAsInt()).orElseThrow(), section);
    }

    /// The domain that its holder got from a registry: like the registrable domain, but by the ICANN section
    /// alone, so that it is the provider's own where customers have names below a provider's suffix
    /// (`github.io`). Empty if the domain is itself a registry's.
    ///
    /// @param domain as in [Target#domain()]
    public Optional<String> domainUnderRegistry(String domain) {
        return lastLabels(domain, suffixLabels(domain, Rules.OF_REGISTRIES).orElse(DEFAULT_RULE) + 1);
    }

    /// The last label.
    ///
    /// @param domain as in [Target#domain()]
    public String topLevel(String domain) {
        return domain.substring(domain.lastIndexOf('.') + 1);
    }

    /// The last labels of a domain; empty if it has not so many.
    private static Optional<String> lastLabels(String domain, int count) {
        int start = domain.length() + 1;
        for (int label = 0; label < count; label++) {
            if (start == 0) {
                return Optional.empty();
            }
            start = domain.lastIndexOf('.', start - 2) + 1;
        }
        return Optional.of(domain.substring(start));
    }

    /// Which of the list's rules are asked for.
    private enum Rules {
        ALL,
        OF_REGISTRIES
    }

    /// How many labels the suffix of a domain has; empty if no rule matches.
    private static OptionalInt suffixLabels(String domain, Rules rules) {
        if (!isPlain(domain)) {
            InternetDomainName name = hostName(domain);
            InternetDomainName suffix = rules == Rules.ALL ? name.publicSuffix() : name.registrySuffix();
            return suffix == null
                    ? OptionalInt.empty()
                    : OptionalInt.of(suffix.parts().size());
        }
        LabelsFromTheEnd labels = new LabelsFromTheEnd(domain);
        int start = rules == Rules.ALL
                ? PublicSuffixPatterns.TRIE.findSuffixIndex(labels)
                : PublicSuffixPatterns.TRIE.findSuffixIndex(labels, PublicSuffixType.REGISTRY);
        return start < 0 ? OptionalInt.empty() : OptionalInt.of(labels.size() - start);
    }

    /// Lower-case labels of a host, so that it is known what Guava would make of them: nothing else.
    private static boolean isPlain(String domain) {
        if (domain.length() > MAX_NAME) {
            return false;
        }
        int start = 0;
        for (int i = 0; i < domain.length(); i++) {
            char character = domain.charAt(i);
            if (character == '.') {
                if (!isPlainLabel(domain, start, i)) {
                    return false;
                }
                start = i + 1;
            } else if (!isLowerCaseOrDigit(character) && character != '-' && character != '_') {
                return false;
            }
        }
        return isPlainLabel(domain, start, domain.length()) && domain.charAt(start) > '9';
    }

    /// Of characters that are looked at already.
    private static boolean isPlainLabel(String domain, int start, int end) {
        return end > start
                && end - start <= MAX_LABEL
                && isLowerCaseOrDigit(domain.charAt(start))
                && isLowerCaseOrDigit(domain.charAt(end - 1));
    }

    private static boolean isLowerCaseOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    /// The labels of a domain, cut out as they are asked for, from the last one on: a rule is looked for from
    /// there, and mostly found at the second or third.
    private static final class LabelsFromTheEnd extends AbstractList<String> {
        private final String domain;
        private final int size;
        private int next;
        private int end;

        LabelsFromTheEnd(String domain) {
            int labels = 1;
            for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
                labels++;
            }
            this.domain = domain;
            this.size = labels;
            this.next = labels - 1;
            this.end = domain.length();
        }

        @Override
        public String get(int index) {
            if (index != next) {
                throw new IllegalStateException("label " + index + " of " + domain + " is asked for out of turn");
            }
            int start = domain.lastIndexOf('.', end - 1) + 1;
            String label = domain.substring(start, end);
            next--;
            end = start - 1;
            return label;
        }

        @Override
        public int size() {
            return size;
        }
    }

    /// The end of the name with a stand-in for each label that DNS allows and Guava does not, because no host is
    /// called so (`_dmarc`, `-x`, an MX host that is an IP address). No rule of the list has such a label, but the
    /// labels below count for its wildcards.
    private static InternetDomainName hostName(String domain) {
        String[] labels = domain.split("\\.", -1);
        boolean plain = domain.length() <= MAX_NAME;
        for (int i = 0; plain && i < labels.length; i++) {
            plain = isHostLabel(labels[i], i == labels.length - 1);
        }
        return InternetDomainName.from(plain ? domain : withStandIns(labels));
    }

    private static String withStandIns(String[] labels) {
        StringBuilder name = new StringBuilder();
        for (int i = labels.length - 1; i >= 0; i--) {
            String label = isHostLabel(labels[i], i == labels.length - 1) ? labels[i] : "x";
            if (name.length() + 1 + label.length() > MAX_NAME) {
                break;
            }
            name.insert(0, name.isEmpty() ? label : label + ".");
        }
        return name.toString();
    }

    private static boolean isHostLabel(String label, boolean last) {
        return !label.isEmpty()
                && label.length() <= MAX_LABEL
                && isLetterOrDigit(label.charAt(0))
                && isLetterOrDigit(label.charAt(label.length() - 1))
                && !(last && label.charAt(0) <= '9')
                && isOfHostCharacters(label);
    }

    private static boolean isOfHostCharacters(String label) {
        for (int i = 0; i < label.length(); i++) {
            char character = label.charAt(i);
            if (!isLetterOrDigit(character) && character != '-' && character != '_') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static String guavaVersion() {
        try (InputStream in = InternetDomainName.class.getResourceAsStream(GUAVA_PROPERTIES)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(GUAVA_PROPERTIES + " is in the jar but cannot be read", unreadable);
        }
    }
}
