package org.stsurvey.inputs;

import com.google.common.net.InternetDomainName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/// The public suffix list (publicsuffix.org), ICANN and private section both, as Guava carries it.
///
/// Where no rule of the list matches, its algorithm's default rule `*` holds: the top level is the suffix.
public final class PublicSuffixes {
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
    /// @param domain as in [Target#domain()]
    public Optional<String> registrableDomain(String domain) {
        String[] labels = domain.split("\\.", -1);
        int kept = suffixLabels(labels) + 1;
        return kept > labels.length ? Optional.empty() : Optional.of(last(labels, kept));
    }

    /// The public suffix, and which section of the list knows it.
    ///
    /// @param domain as in [Target#domain()]
    public PublicSuffix suffixOf(String domain) {
        String[] labels = domain.split("\\.", -1);
        InternetDomainName name = InternetDomainName.from(hostName(labels));
        InternetDomainName suffix = name.publicSuffix();
        if (suffix == null) {
            return new PublicSuffix(topLevel(domain), PublicSuffix.Section.UNLISTED);
        }
        PublicSuffix.Section section =
                suffix.equals(name.registrySuffix()) ? PublicSuffix.Section.ICANN : PublicSuffix.Section.PRIVATE;
        return new PublicSuffix(last(labels, suffix.parts().size()), section);
    }

    /// The last label.
    ///
    /// @param domain as in [Target#domain()]
    public String topLevel(String domain) {
        return domain.substring(domain.lastIndexOf('.') + 1);
    }

    private static String last(String[] labels, int count) {
        return String.join(".", Arrays.asList(labels).subList(labels.length - count, labels.length));
    }

    private static int suffixLabels(String[] labels) {
        InternetDomainName suffix = InternetDomainName.from(hostName(labels)).publicSuffix();
        return suffix == null ? 1 : suffix.parts().size();
    }

    /// The name with a stand-in for each label that DNS allows and Guava does not, because no host is called so
    /// (`_dmarc`, `-x`). No rule of the list has such a label, but the labels below count for its wildcards.
    private static String hostName(String[] labels) {
        return Arrays.stream(labels)
                .map(label -> isEdge(label.charAt(0)) || isEdge(label.charAt(label.length() - 1)) ? "x" : label)
                .collect(Collectors.joining("."));
    }

    private static boolean isEdge(char character) {
        return character == '-' || character == '_';
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
