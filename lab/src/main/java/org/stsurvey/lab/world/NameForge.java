package org.stsurvey.lab.world;

import java.net.IDN;
import java.util.List;

/// Invents domain names: the n-th name of a seed is always the same and no two are equal.
final class NameForge {
    private record Suffix(String name, double weight) {}

    private static final Lottery<Suffix> SUFFIXES = new Lottery<>(
            List.of(
                    new Suffix("com", 44),
                    new Suffix("net", 5),
                    new Suffix("org", 6),
                    new Suffix("de", 7),
                    new Suffix("co.uk", 4),
                    new Suffix("nl", 3),
                    new Suffix("fr", 3),
                    new Suffix("it", 2.5),
                    new Suffix("pl", 2),
                    new Suffix("ru", 3),
                    new Suffix("eu", 1.5),
                    new Suffix("se", 1.5),
                    new Suffix("no", 1),
                    new Suffix("dk", 1),
                    new Suffix("ch", 1),
                    new Suffix("com.br", 2),
                    new Suffix("com.au", 1.5),
                    new Suffix("co.jp", 1.5),
                    new Suffix("in", 1.5),
                    new Suffix("io", 2),
                    new Suffix("info", 2),
                    new Suffix("dev", 1),
                    new Suffix("shop", 1),
                    new Suffix("cloud", 1),
                    new Suffix("edu", 0.5),
                    new Suffix("example", 1)),
            Suffix::weight);
    private static final List<String> FIRST = List.of(
            "amber",
            "brisk",
            "calm",
            "civic",
            "clear",
            "coastal",
            "copper",
            "crimson",
            "distant",
            "eager",
            "early",
            "gentle",
            "golden",
            "grand",
            "green",
            "hidden",
            "ivory",
            "keen",
            "lively",
            "lunar",
            "mellow",
            "modern",
            "noble",
            "northern",
            "open",
            "polar",
            "prime",
            "quiet",
            "rapid",
            "royal",
            "rustic",
            "silver",
            "solar",
            "steady",
            "sunny",
            "swift",
            "tidal",
            "urban",
            "velvet",
            "vivid",
            "wild");
    private static final List<String> SECOND = List.of(
            "anchor", "atlas", "bakery", "basin", "beacon", "books", "bridge", "canvas", "clinic", "cloud", "compass",
            "cycle", "data", "design", "digital", "engine", "estate", "farm", "field", "forge", "garden", "harbor",
            "hotel", "journal", "kitchen", "labs", "lantern", "legal", "market", "media", "meadow", "motors", "news",
            "orchard", "paper", "photo", "press", "school", "shop", "studio", "systems", "tools", "travel", "union",
            "valley", "works");
    private static final List<String> INTERNATIONAL =
            List.of("bücher", "café", "münchen", "smörgås", "gdańsk", "señor", "東京", "пример", "ελλάδα");
    private static final double INTERNATIONAL_SHARE = 0.01;
    private static final double UNDERSCORE_SHARE = 0.002;
    private static final double SUBDOMAIN_SHARE = 0.02;

    private final long seed;

    NameForge(long seed) {
        this.seed = seed;
    }

    String name(int number) {
        Draw draw = Draw.of(seed, Integer.toString(number));
        String suffix = draw.pick("suffix", SUFFIXES).name();
        if (draw.chance("international", INTERNATIONAL_SHARE)) {
            return IDN.toASCII(draw.pick("word", INTERNATIONAL) + "-%06d".formatted(number)) + "." + suffix;
        }
        String joint = draw.chance("underscore", UNDERSCORE_SHARE) ? "_" : "-";
        String host = draw.chance("subdomain", SUBDOMAIN_SHARE) ? "mail." : "";
        return host + draw.pick("first", FIRST) + joint + draw.pick("second", SECOND) + "-%06d".formatted(number) + "."
                + suffix;
    }
}
