package org.stsurvey.inputs;

import com.google.common.net.InternetDomainName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
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

    /// Which edition of the list this is, for manifests: the list has no version of its own, so that of the library
    /// that carries it.
    public String version() {
        return version;
    }

    /// The registrable domain: one label more than the public suffix. Empty if the domain is itself a public suffix.
    ///
    /// @param domain as in [Target#domain()], or any other name: what no rule can match has the default rule
    public Optional<String> registrableDomain(String domain) {
        String[] labels = domain.split("\\.", -1);
        int kept = suffixLabels(labels) + 1;
        return kept > labels.length
                ? Optional.empty()
                : Optional.of(String.join(".", Arrays.asList(labels).subList(labels.length - kept, labels.length)));
    }

    /// The last label.
    ///
    /// @param domain as in [Target#domain()]
    public String topLevel(String domain) {
        return domain.substring(domain.lastIndexOf('.') + 1);
    }

    private static int suffixLabels(String[] labels) {
        InternetDomainName suffix = InternetDomainName.from(hostName(labels)).publicSuffix();
        return suffix == null ? 1 : suffix.parts().size();
    }

    /// The end of the name with a stand-in for each label that DNS allows and Guava does not, because no host is
    /// called so (`_dmarc`, `-x`, an MX host that is an IP address). No rule of the list has such a label, but the
    /// labels below count for its wildcards.
    private static String hostName(String[] labels) {
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
                && label.chars().allMatch(c -> isLetterOrDigit((char) c) || c == '-' || c == '_');
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
