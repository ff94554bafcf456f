package org.stsurvey.lab.world;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What one domain has in the DNS: the contents of its own names and of names elsewhere that it points to (the
/// CNAME targets at its providers). Names are absolute, lower case and without the final dot; record data are
/// wire format.
public final class Zone {
    /// Stands for "whatever type is asked" where a name has one answer for all.
    public static final int ANY = 255;

    /// Types as numbered by IANA, as far as this world has them.
    public static final int A = 1;

    public static final int NS = 2;
    public static final int CNAME = 5;
    public static final int MX = 15;
    public static final int TXT = 16;
    public static final int AAAA = 28;
    public static final int TLSA = 52;

    /// What a question gets. `NoData` and `NoName` are the two kinds of negative answer.
    public sealed interface Answer permits Records, Failure, Silence, NoData, NoName {}

    /// A resource record set; asked for another type, a set of type CNAME is an alias to be followed.
    public record Records(int type, int ttlSeconds, List<byte[]> data) implements Answer {}

    /// An error code, and an Extended DNS Error (RFC 8914) unless that is [#NO_EXTENDED_ERROR].
    public record Failure(int rcode, int extendedError) implements Answer {
        public static final int NO_EXTENDED_ERROR = -1;
    }

    /// No answer at all.
    public record Silence() implements Answer {}

    public record NoData() implements Answer {}

    public record NoName() implements Answer {}

    private final String apex;
    private final Map<String, Map<Integer, Answer>> names;
    private final Set<String> unsigned;

    private Zone(String apex, Map<String, Map<Integer, Answer>> names, Set<String> unsigned) {
        this.apex = apex;
        this.names = names;
        this.unsigned = unsigned;
    }

    /// Whether a name lies at or below a delegation that is not signed, whatever its zone is.
    public boolean isInUnsignedPart(String name) {
        return unsigned.stream().anyMatch(cut -> name.equals(cut) || name.endsWith("." + cut));
    }

    public static Builder of(String apex, int ttlSeconds) {
        return new Builder(apex, ttlSeconds);
    }

    /// The longest name that this zone's negative answers can be about.
    public String apex() {
        return apex;
    }

    /// Whether the name is stated here or lies below the apex; all other names are somebody else's.
    public boolean covers(String name) {
        return names.containsKey(name) || name.equals(apex) || name.endsWith("." + apex);
    }

    /// The answer to one question, without following aliases; wildcards as in RFC 4592.
    public Answer find(String name, int type) {
        if (names.containsKey(name)) {
            return at(name, type);
        }
        Optional<Answer> forAll = stated(apex, ANY);
        if (forAll.isPresent()) {
            return forAll.get();
        }
        if (exists(name)) {
            return new NoData();
        }
        String encloser = name;
        do {
            encloser = parent(encloser);
        } while (!exists(encloser) && encloser.length() > apex.length());
        String wildcard = "*." + encloser;
        return names.containsKey(wildcard) ? at(wildcard, type) : new NoName();
    }

    private boolean exists(String name) {
        return names.containsKey(name) || names.keySet().stream().anyMatch(n -> n.endsWith("." + name));
    }

    private Answer at(String name, int type) {
        return stated(name, ANY)
                .or(() -> stated(name, type))
                .or(() -> stated(name, CNAME))
                .orElseGet(NoData::new);
    }

    private Optional<Answer> stated(String name, int type) {
        return Optional.ofNullable(names.getOrDefault(name, Map.of()).get(type));
    }

    private static String parent(String name) {
        return name.substring(name.indexOf('.') + 1);
    }

    /// A name in wire format: each label after its length, and the root at the end.
    public static byte[] wire(String name) {
        byte[] wire = new byte[name.isEmpty() ? 1 : name.length() + 2];
        int length = 0;
        for (int i = name.length() - 1; i >= 0; i--) {
            if (name.charAt(i) == '.') {
                wire[i + 1] = (byte) length;
                length = 0;
            } else {
                wire[i + 1] = (byte) name.charAt(i);
                length++;
            }
        }
        wire[0] = (byte) length;
        return wire;
    }

    /// Collects what a domain publishes; adding to the same owner and type again makes a larger set.
    public static final class Builder {
        private final String apex;
        private final Map<String, Map<Integer, Answer>> names = new HashMap<>();
        private final Set<String> unsigned = new HashSet<>();
        private int ttlSeconds;

        private Builder(String apex, int ttlSeconds) {
            this.apex = apex;
            this.ttlSeconds = ttlSeconds;
        }

        /// The time to live of the records added from here on.
        public Builder ttl(int seconds) {
            ttlSeconds = seconds;
            return this;
        }

        /// One TXT record of one or more strings (each character one octet), at most 255 octets each.
        public Builder txt(String owner, String... strings) {
            var data = new ByteArrayOutputStream();
            for (String string : strings) {
                if (string.length() > 255) {
                    throw new IllegalArgumentException("a TXT string of " + string.length() + " octets; 255 fit");
                }
                data.write(string.length());
                data.writeBytes(string.getBytes(StandardCharsets.ISO_8859_1));
            }
            return add(owner, TXT, data.toByteArray());
        }

        /// An A or AAAA record, by the form of the address.
        public Builder address(String owner, String literal) {
            return address(owner, InetAddress.ofLiteral(literal).getAddress());
        }

        /// Adds an A record for 4 octets, or an AAAA record for 16.
        public Builder address(String owner, byte[] address) {
            return add(owner, address.length == 4 ? A : AAAA, address);
        }

        public Builder cname(String owner, String target) {
            return add(owner, CNAME, wire(target));
        }

        public Builder mx(String owner, int preference, String host) {
            byte[] name = wire(host);
            byte[] data = new byte[2 + name.length];
            data[0] = (byte) (preference >> 8);
            data[1] = (byte) preference;
            System.arraycopy(name, 0, data, 2, name.length);
            return add(owner, MX, data);
        }

        /// A TLSA record (RFC 6698 §2.1).
        public Builder tlsa(String owner, int usage, int selector, int matching, byte[] association) {
            byte[] data = new byte[3 + association.length];
            data[0] = (byte) usage;
            data[1] = (byte) selector;
            data[2] = (byte) matching;
            System.arraycopy(association, 0, data, 3, association.length);
            return add(owner, TLSA, data);
        }

        /// Delegates the name, and what lies below it, without a signature.
        public Builder unsigned(String cut) {
            unsigned.add(cut);
            return this;
        }

        /// The answer for this owner and type, whatever was added before.
        public Builder put(String owner, int type, Answer answer) {
            names.computeIfAbsent(owner, _ -> new HashMap<>()).put(type, answer);
            return this;
        }

        /// A name that exists, perhaps without any record.
        public Builder exists(String owner) {
            names.computeIfAbsent(owner, _ -> new HashMap<>());
            return this;
        }

        Builder clear(String owner) {
            names.remove(owner);
            return this;
        }

        private Builder add(String owner, int type, byte[] data) {
            Map<Integer, Answer> node = names.computeIfAbsent(owner, _ -> new HashMap<>());
            List<byte[]> all = new ArrayList<>();
            if (node.get(type) instanceof Records before) {
                all.addAll(before.data());
            }
            all.add(data);
            node.put(type, new Records(type, ttlSeconds, List.copyOf(all)));
            return this;
        }

        public Zone build() {
            return new Zone(apex, names, Set.copyOf(unsigned));
        }
    }
}
