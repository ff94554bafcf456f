package org.stsurvey.lab.world;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// All domains of a simulated Internet, what they publish, and the truth about them.
///
/// What a domain does follows from (seed, name) alone, and from its rank for whether it publishes at all; it is
/// worked out whenever it is asked for, so that the list of names is all that a world keeps, whatever its size. Safe
/// for use by many threads.
public final class World {
    /// Longer names leave no room for `_mta-sts.` within the 253 characters of a name.
    private static final int LONGEST_WITH_RECORD = 253 - "_mta-sts.".length();

    private static final double REPAIRED_A_MONTH = 0.02;
    private static final double LAPSED_A_MONTH = 0.003;
    private static final double WITHDRAWN_A_MONTH = 0.004;

    private final Laws laws;
    private final Loopback loopback;
    private final NameTable names;
    private final Map<Integer, Scenario> zoo;
    private final Lottery<Group> groups;
    private final Map<Group, Lottery<Scenario>> scenarios = new EnumMap<>(Group.class);
    private final double adoptionFactor;

    private World(Laws laws, Loopback loopback, NameTable names, Zoo zoo) {
        this.laws = laws;
        this.loopback = loopback;
        this.names = names;
        this.zoo = zoo.byIndex();
        for (Group group : Group.values()) {
            scenarios.put(group, new Lottery<>(Catalogue.of(group), Scenario::weight));
        }
        // The zoo counts towards the shares, so that a small world does not consist of faults.
        double publishers = IntStream.range(0, names.size())
                .mapToDouble(i -> laws.adoption().at(names.rank(i)))
                .sum();
        List<Group> publishing =
                Stream.of(Group.values()).filter(g -> g != Group.ABSENT).toList();
        groups = new Lottery<>(publishing, g -> Math.max(1e-9, publishers * g.shareOfPublishers() - zoo.count(g)));
        adoptionFactor = publishers > 0 ? groups.total() / publishers : 0;
    }

    /// Builds the world of a population.
    ///
    /// @throws IOException if the population is a list that cannot be read
    public static World of(Population population, Laws laws, Loopback loopback) throws IOException {
        return switch (population) {
            case Population.Generated(int domains) -> {
                List<Scenario> possible = Catalogue.scenarios(laws.slow(), loopback.ipv6());
                Zoo zoo = Zoo.strewn(possible, laws.seed(), domains);
                yield new World(laws, loopback, generated(laws.seed(), domains, zoo), zoo);
            }
            case Population.Named named -> new World(laws, loopback, NameSource.read(named), Zoo.none());
            case Population.Listed listed -> new World(laws, loopback, NameSource.read(listed), Zoo.none());
        };
    }

    private static NameTable generated(long seed, int domains, Zoo zoo) {
        var table = new NameTable();
        var forge = new NameForge(seed);
        for (int i = 0; i < domains; i++) {
            Scenario animal = zoo.byIndex().get(i);
            table.add(animal == null ? forge.name(i + 1) : Zoo.name(animal), i + 1);
        }
        return table;
    }

    /// How many domains there are.
    public int size() {
        return names.size();
    }

    /// The name of the domain with this index; domains are numbered from 0 in the order of the list.
    public String domain(int index) {
        return names.name(index);
    }

    /// Its rank in the list.
    public int rank(int index) {
        return names.rank(index);
    }

    /// All domains in the order of the list, each with its truth; worked out while the stream is read.
    public Stream<Resident> residents() {
        return IntStream.range(0, size()).mapToObj(this::resident);
    }

    /// The domain of this name, with its truth.
    public Optional<Resident> resident(String domain) {
        int index = names.find(domain);
        return index == NameTable.MISSING ? Optional.empty() : Optional.of(resident(index));
    }

    private Resident resident(int index) {
        String domain = domain(index);
        Draw draw = Draw.of(laws.seed(), domain);
        Scenario scenario = scenario(index, domain, draw);
        Truth truth = deployment(domain, draw, scenario).truth();
        return new Resident(names.rank(index), domain, scenario.name(), truth);
    }

    /// The domain that a queried name belongs to: the one whose own name is the longest suffix of it.
    ///
    /// @param name in lower case, without a final dot
    public Optional<Home> home(String name) {
        int index = names.longestSuffix(name);
        if (index == NameTable.MISSING) {
            return Optional.empty();
        }
        String domain = domain(index);
        Draw draw = Draw.of(laws.seed(), domain);
        return Optional.of(new Home(domain, draw, scenario(index, domain, draw)));
    }

    /// The domain of this name, with all that it shows to the network.
    public Optional<Site> site(String domain) {
        int index = names.find(domain);
        if (index == NameTable.MISSING) {
            return Optional.empty();
        }
        Draw draw = Draw.of(laws.seed(), domain);
        return Optional.of(site(domain, draw, scenario(index, domain, draw)));
    }

    /// The domain for which a policy hosting company has this name.
    public Optional<Site> customer(String name) {
        return PolicyHosting.customersNamedBy(name)
                .flatMap(domain -> site(domain).stream())
                .filter(site -> site.zone().covers(name))
                .findFirst();
    }

    /// The answer about a name that is no domain's: mail hosts of providers and the like exist, all others do not.
    public Zone.Answer elsewhere(String name, int type) {
        return Elsewhere.find(name, type);
    }

    private Deployment deployment(String domain, Draw draw, Scenario scenario) {
        var deployment = new Deployment(domain, draw, laws, loopback, scenario.group() != Group.ABSENT);
        scenario.details().accept(deployment);
        return deployment;
    }

    private Site site(String domain, Draw draw, Scenario scenario) {
        return deployment(domain, draw, scenario).build();
    }

    private Scenario scenario(int index, String domain, Draw draw) {
        Scenario animal = zoo.get(index);
        if (animal != null) {
            return animal;
        }
        if (domain.length() > LONGEST_WITH_RECORD) {
            return AbsentScenarios.NAME_TOO_LONG;
        }
        if (!draw.chance("publishes", laws.adoptionAt(names.rank(index)) * adoptionFactor)
                || laws.hasHappened(draw, "withdrawn", WITHDRAWN_A_MONTH)
                || names.find(Site.policyHost(domain)) != NameTable.MISSING) {
            return drawn(Group.ABSENT, draw);
        }
        return isHostName(domain) ? drawn(groupNow(draw), draw) : HostScenarios.NOT_LDH;
    }

    /// The group of a publisher: faults get repaired, and certificates lapse.
    private Group groupNow(Draw draw) {
        Group first = draw.pick("group", groups);
        if (first != Group.HEALTHY) {
            return laws.hasHappened(draw, "repaired", REPAIRED_A_MONTH) ? Group.HEALTHY : first;
        }
        return laws.hasHappened(draw, "lapsed", LAPSED_A_MONTH) ? Group.EXPIRED : first;
    }

    /// The scenario that the domain draws in this group; one that cannot be here gives way to the group's first.
    private Scenario drawn(Group group, Draw draw) {
        Lottery<Scenario> lottery = Objects.requireNonNull(scenarios.get(group));
        Scenario drawn = draw.pick("scenario", lottery);
        boolean possible = (laws.slow() || !drawn.slow()) && (loopback.ipv6() || !drawn.ipv6());
        return possible ? drawn : lottery.first();
    }

    /// Letters, digits and inner hyphens in every label.
    private static boolean isHostName(String domain) {
        return domain.indexOf('_') < 0 && !("." + domain).contains(".-") && !(domain + ".").contains("-.");
    }

    /// A domain as far as it must be known to answer the questions that nearly all domains get.
    public final class Home {
        private final String domain;
        private final Draw draw;
        private final Scenario scenario;

        private Home(String domain, Draw draw, Scenario scenario) {
            this.domain = domain;
            this.draw = draw;
            this.scenario = scenario;
        }

        public String domain() {
            return domain;
        }

        public boolean signed() {
            return Deployment.signed(draw);
        }

        /// Whether there is nothing at or below `_mta-sts` and `_smtp._tls`, as with most domains of any world.
        public boolean isPlain() {
            return scenario.equals(AbsentScenarios.PLAIN)
                    && (domain.length() > TlsReporting.LONGEST_DOMAIN
                            || TlsReporting.ofOther(draw).equals(TlsReporting.NONE));
        }

        /// All of it.
        public Site site() {
            return World.this.site(domain, draw, scenario);
        }
    }
}
