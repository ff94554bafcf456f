package org.stsurvey.inputs;

import com.google.common.net.InternetDomainName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/// The public suffix list (publicsuffix.org), ICANN and private section both, as Guava carries it.
///
/// Where no rule of the list matches, its algorithm's default rule `*` holds: the top level is the suffix.
public final class PublicSuffixes {
    /// More than any rule of the list takes.
    private static final int MAX_NAME = 200;

    private static final int MAX_LABEL = 63;

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
        return lastLabels(domain, suffixLabels(domain) + 1);
    }

    /// The domain that somebody has registered: the registrable domain, or for a suffix of the private section,
    /// which has none (`googleapis.com`), the domain under a suffix of the ICANN section. Empty if the domain is
    /// a suffix of the ICANN section or a top level.
    ///
    /// @param domain as in [Target#domain()]
    public Optional<String> registeredDomain(String domain) {
        return registrableDomain(domain).or(() -> {
            InternetDomainName suffix = hostName(domain).registrySuffix();
            return lastLabels(domain, suffix == null ? 2 : suffix.parts().size() + 1);
        });
    }

    /// The public suffix, and which section of the list knows it.
    ///
    /// @param domain as in [Target#domain()]
    public PublicSuffix suffixOf(String domain) {
        InternetDomainName name = hostName(domain);
        InternetDomainName suffix = name.publicSuffix();
        if (suffix == null) {
            return new PublicSuffix(topLevel(domain), PublicSuffix.Section.UNLISTED);
        }
        PublicSuffix.Section section =
                suffix.equals(name.registrySuffix()) ? PublicSuffix.Section.ICANN : PublicSuffix.Section.PRIVATE;
        return new PublicSuffix(lastLabels(domain, suffix.parts().size()).orElseThrow(), section);
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

    private static int suffixLabels(String domain) {
        InternetDomainName suffix = hostName(domain).publicSuffix();
        return suffix == null ? 1 : suffix.parts().size();
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
