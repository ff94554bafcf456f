package org.stsurvey.lab.world;

import java.io.IOException;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// All domains of a simulated Internet, what they publish, and the truth about them.
///
/// What a domain does follows from (seed, name) alone, and from its rank for whether it publishes at all; it is
/// worked out whenever it is asked for, so that the list of names is all that a world keeps, whatever its size.
/// Safe for use by many threads.
public final class World {
    /// Longer names leave no room for `_mta-sts.` within the 253 characters of a name.
    private static final int LONGEST_WITH_RECORD = 253 - "_mta-sts.".length();

    /// In a large world with a complete zoo, hosts that are slow are met with all the way.
    private static final int DOMAINS_A_COMPLETE_ZOO = 25_000;

    private final Laws laws;
    private final Loopback loopback;
    private final NameTable names;
    private final int[] listed;
    private final Map<Integer, Scenario> zoo;
    private final Lottery<Group> groups;
    private final Map<Group, Lottery<Scenario>> scenarios = new EnumMap<>(Group.class);
    private final double adoptionFactor;

    /// @param listed the indexes of the names that are in the list, in its order
    /// @param first how many names were in the first list: theirs are the shares of publishers
    private World(Laws laws, Loopback loopback, NameTable names, int[] listed, int first, Zoo zoo) {
        this.laws = laws;
        this.loopback = loopback;
        this.names = names;
        this.listed = listed;
        this.zoo = zoo.byIndex();
        for (Group group : Group.values()) {
            scenarios.put(group, new Lottery<>(Catalogue.of(group), Scenario::weight));
        }
        // The zoo counts towards the shares, so that a small world does not consist of faults.
        double publishers = IntStream.range(0, first)
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
                int copies = laws.slow() ? 1 + domains / DOMAINS_A_COMPLETE_ZOO : 1;
                Zoo zoo = Zoo.strewn(possible, laws.seed(), domains, copies);
                if (laws.monthsLater() == 0) {
                    yield new World(laws, loopback, generated(laws.seed(), domains, zoo), all(domains), domains, zoo);
                }
                NameTable names = generated(laws.seed(), domains + Ranking.fringe(domains), zoo);
                int[] listed = Ranking.listed(names, domains, zoo.byIndex().keySet(), laws);
                yield new World(laws, loopback, names, listed, domains, zoo);
            }
            case Population.Named named -> given(laws, loopback, NameSource.read(named));
            case Population.Listed list -> given(laws, loopback, NameSource.read(list));
        };
    }

    /// The names of a list that somebody gave are in it in every month.
    private static World given(Laws laws, Loopback loopback, NameTable names) {
        return new World(laws, loopback, names, all(names.size()), names.size(), Zoo.none());
    }

    private static int[] all(int size) {
        return IntStream.range(0, size).toArray();
    }

    private static NameTable generated(long seed, int size, Zoo zoo) {
        var table = new NameTable();
        var forge = new NameForge(seed);
        for (int i = 0; i < size; i++) {
            String animal = zoo.nameAt(i);
            table.add(animal == null ? forge.name(i + 1) : animal, i + 1);
        }
        return table;
    }

    /// Whether the root of the newcomer is trusted by now.
    public boolean trustsNewcomer() {
        return laws.trustsNewcomer();
    }

    /// How many domains are in the list.
    public int size() {
        return listed.length;
    }

    /// The name of a domain of the list; they are numbered from 0 in its order.
    public String domain(int position) {
        return names.name(listed[position]);
    }

    /// Its rank in the list.
    public int rank(int position) {
        return laws.monthsLater() == 0 || names.size() == listed.length ? names.rank(listed[position]) : position + 1;
    }

    /// The domains of the list in its order, each with its truth; worked out while the stream is read.
    public Stream<Resident> residents() {
        return IntStream.range(0, size()).mapToObj(position -> resident(rank(position), listed[position]));
    }

    /// The domains that are not in the list of this month: some were before, some will be later.
    public Stream<Resident> unlisted() {
        return unlistedIndexes().mapToObj(index -> resident(Resident.NOT_LISTED, index));
    }

    private IntStream unlistedIndexes() {
        BitSet in = new BitSet();
        IntStream.of(listed).forEach(in::set);
        return IntStream.range(0, names.size()).filter(index -> !in.get(index));
    }

    /// The domain of this name, with its truth.
    public Optional<Resident> resident(String domain) {
        int index = names.find(domain);
        if (index == NameTable.MISSING) {
            return Optional.empty();
        }
        OptionalInt position =
                IntStream.range(0, size()).filter(i -> listed[i] == index).findFirst();
        return Optional.of(resident(position.isPresent() ? rank(position.getAsInt()) : Resident.NOT_LISTED, index));
    }

    private Resident resident(int rank, int index) {
        Life life = life(index);
        return new Resident(rank, names.name(index), life.scenario().name(), life.truth());
    }

    /// What became of every domain since the month before, those that are not in the list last.
    ///
    /// @throws IllegalStateException if the world has only begun
    public Stream<Transition> transitions() {
        if (laws.monthsLater() == 0) {
            throw new IllegalStateException("a world that begins has no month before");
        }
        return Stream.concat(
                IntStream.range(0, size()).mapToObj(position -> transition(rank(position), listed[position])),
                unlistedIndexes().mapToObj(index -> transition(Resident.NOT_LISTED, index)));
    }

    private Transition transition(int rank, int index) {
        Life life = begun(index).until(laws.monthsLater() - 1);
        Truth before = life.truth();
        Optional<Event> event = life.next();
        String code = event.map(Event::code).orElse("");
        return new Transition(rank, names.name(index), code, before, life.truth(), life.transition(before, event));
    }

    /// The domain that a queried name belongs to: the one whose own name is the longest suffix of it.
    ///
    /// @param name in lower case, without a final dot
    public Optional<Home> home(String name) {
        int index = names.longestSuffix(name);
        if (index == NameTable.MISSING) {
            return Optional.empty();
        }
        return Optional.of(new Home(index));
    }

    /// The domain of this name, with all that it shows to the network.
    public Optional<Site> site(String domain) {
        int index = names.find(domain);
        return index == NameTable.MISSING
                ? Optional.empty()
                : Optional.of(life(index).site());
    }

    /// The certificate of the mail host of this name: a domain's own, or a provider's, whose are all good.
    public Certificate mailCertificate(String host) {
        return home(host)
                .map(home -> home.site().mailCertificate().apply(host))
                .orElseGet(() -> Certificate.good(host, Draw.of(laws.seed(), host)));
    }

    /// The domain for which a policy hosting company has this name.
    public Optional<Site> customer(String name) {
        return PolicyHosting.customersNamedBy(name)
                .flatMap(domain -> site(domain).stream())
                .filter(site -> site.zone().covers(name))
                .findFirst();
    }

    /// Whether what is said about a name that is no domain's is signed.
    public boolean isSignedElsewhere(String name) {
        return name.equals(Elsewhere.ROOT) || MailProvider.hasDane(name);
    }

    /// The answer about a name that is no domain's: mail hosts of providers and the like exist, all others do
    /// not.
    public Zone.Answer elsewhere(String name, int type) {
        return Elsewhere.find(name, type);
    }

    private Life life(int index) {
        return begun(index).until(laws.monthsLater());
    }

    /// A domain as it is when the world begins.
    private Life begun(int index) {
        String domain = names.name(index);
        Draw draw = Draw.of(laws.seed(), domain);
        return new Life(domain, draw, loopback, beginning(index, domain, draw));
    }

    private Life.Beginning beginning(int index, String domain, Draw draw) {
        Scenario animal = zoo.get(index);
        if (animal != null) {
            return Life.Beginning.told(animal, Stories.of(animal));
        }
        if (domain.length() > LONGEST_WITH_RECORD) {
            return Life.Beginning.of(AbsentScenarios.NAME_TOO_LONG);
        }
        int begins = beginsIn(draw, names.rank(index));
        if (begins == Life.Beginning.NEVER || names.find(Site.policyHost(domain)) != NameTable.MISSING) {
            return Life.Beginning.of(drawn(Group.ABSENT, draw));
        }
        Scenario publishing = isHostName(domain) ? drawn(draw.pick("group", groups), draw) : HostScenarios.NOT_LDH;
        if (begins == 0) {
            return Life.Beginning.of(publishing);
        }
        // Who begins later has received mail before, and nothing else was odd about it.
        Scenario absent = drawn(Group.ABSENT, draw);
        boolean able = absent.equals(AbsentScenarios.PLAIN)
                && Mail.ofOther(domain, draw).hasHosts();
        return able ? new Life.Beginning(absent, begins, publishing, Optional.empty()) : Life.Beginning.of(absent);
    }

    /// The first month in which the domain publishes, or one that this world will not see.
    private int beginsIn(Draw draw, int rank) {
        double share = draw.share("publishes");
        for (int month = 0; month <= laws.monthsLater(); month++) {
            if (share < laws.adoptionAt(rank, month) * adoptionFactor) {
                return month;
            }
        }
        return Life.Beginning.NEVER;
    }

    /// The scenario that the domain draws in this group; one that cannot be here gives way to the group's
    /// first.
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
        private final int index;
        private final String domain;
        private final Draw draw;

        private Home(int index) {
            this.index = index;
            domain = names.name(index);
            draw = Draw.of(laws.seed(), domain);
        }

        public String domain() {
            return domain;
        }

        public boolean signed() {
            return Deployment.signed(draw);
        }

        /// Whether there is nothing at or below `_mta-sts` and `_smtp._tls`, as with most domains of any world.
        public boolean isPlain() {
            Life.Beginning beginning = beginning(index, domain, draw);
            return (beginning.isPlain()
                            || (laws.monthsLater() > 0 && life(index).isPlain()))
                    && (domain.length() > TlsReporting.LONGEST_DOMAIN
                            || TlsReporting.ofOther(draw).equals(TlsReporting.NONE));
        }

        /// All of it.
        public Site site() {
            return life(index).site();
        }
    }
}
