package org.stsurvey.inputs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which groups a domain belongs to, so that tables can be made by group: the government's domains, a sector, a
/// region.
///
/// The file has one label a line, a domain and its group, separated by a comma, a semicolon, a tab or blanks;
/// blank lines, lines that begin with `#` and a header (`domain,group`) are skipped. A line covers the domain
/// and all below it, unless `exact` stands in front:
///
/// ```
/// gov.uk,government
/// edu education
/// suffix bank.example banking
/// exact  example.com  us
/// ```
///
/// Within a file the most specific line decides, so that groups of one file do not overlap unless a domain is
/// given several; each further file is a classification of its own, and a domain has the groups of all files.
public final class Labels {
    private final List<Layer> layers;
    private final Optional<String> sha256;

    /// One file.
    ///
    /// @param exact groups of single domains
    /// @param suffixes groups of domains and all below them
    record Layer(Map<String, SortedSet<String>> exact, Map<String, SortedSet<String>> suffixes, String sha256) {
        private SortedSet<String> of(String domain) {
            SortedSet<String> own = exact.get(domain);
            if (own != null) {
                return own;
            }
            return DomainNames.suffixesOf(domain)
                    .filter(suffixes::containsKey)
                    .findFirst()
                    .map(suffixes::get)
                    .orElseGet(TreeSet::new);
        }
    }

    private Labels(List<Layer> layers) {
        this.layers = List.copyOf(layers);
        this.sha256 = layers.stream().map(Layer::sha256).reduce((one, two) -> one + " " + two);
    }

    /// No domain has a group, because none were given.
    public static Labels none() {
        return new Labels(List.of());
    }

    /// Reads label files.
    ///
    /// @throws UnusableListException if a file cannot be read or one of its lines is no label
    public static Labels read(List<Path> files) throws UnusableListException {
        List<Layer> layers = new ArrayList<>();
        for (Path file : files) {
            layers.add(new LabelReader().read(file));
        }
        return new Labels(layers);
    }

    /// Whether there are no labels at all, which is not the same as a domain without a group.
    public boolean isEmpty() {
        return layers.isEmpty();
    }

    /// The groups of a domain, sorted; empty if no line covers it.
    ///
    /// @param domain as in [Target#domain()]
    public List<String> groupsOf(String domain) {
        SortedSet<String> groups = new TreeSet<>();
        layers.forEach(layer -> groups.addAll(layer.of(domain)));
        return List.copyOf(groups);
    }

    /// Digests of the files in their order, separated by blanks, for manifests; empty if there is none.
    public Optional<String> sha256() {
        return sha256;
    }
}
