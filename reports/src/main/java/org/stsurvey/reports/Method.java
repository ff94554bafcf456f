package org.stsurvey.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stsurvey.aggregate.RunManifest;
import org.stsurvey.aggregate.VisibleText;
import org.stsurvey.reports.page.Page;
import tools.jackson.databind.JsonNode;

/// How the run was made, what its numbers do not say, and how to cite it: all from the manifest.
final class Method {

    private final RunTables tables;
    private final RunManifest manifest;

    Method(RunTables tables) {
        this.tables = tables;
        this.manifest = tables.manifest();
    }

    /// The embedded lab's worlds are lists whose names begin with `lab`.
    boolean synthetic() {
        return tables.list().toLowerCase(Locale.ROOT).startsWith("lab");
    }

    /// The list's id and date, where the manifest has them: ` (LNXJ4 of 2026-10-31)`.
    String listEdition() {
        String id = manifest.text("list", "id").orElse("");
        String date = manifest.text("list", "date").map(each -> "of " + each).orElse("");
        String edition = VisibleText.of((id + " " + date).strip());
        return edition.isEmpty() ? "" : " (" + edition + ")";
    }

    List<Page.Fact> facts() {
        List<Page.Fact> facts = new ArrayList<>();
        add(facts, "Run", Optional.of(tables.run()));
        add(facts, "Started", manifest.text("started"));
        add(facts, "Ended", manifest.text("ended"));
        add(facts, "List", manifest.text("list", "name").or(() -> Optional.of(tables.list())));
        add(facts, "List id", manifest.text("list", "id"));
        add(facts, "List date", manifest.text("list", "date"));
        add(facts, "List address", manifest.text("list", "url"));
        add(facts, "List SHA-256", manifest.text("list", "sha256"));
        add(facts, "Unit of analysis", manifest.text("unit"));
        add(facts, "Order", manifest.text("seed").map(seed -> "permuted, seed " + seed));
        add(facts, "Vantage", entries("vantage"));
        add(facts, "Resolvers", joined("resolvers", ", "));
        add(facts, "Contact given to those scanned", manifest.text("contact"));
        add(facts, "Trust anchors", trustAnchors());
        add(
                facts,
                "Public suffix list",
                manifest.text("method", "public_suffix_list").or(() -> manifest.text("public_suffix_list")));
        add(facts, "stsurvey", manifest.text("tool_version"));
        add(facts, "Rulebook", manifest.text("rulebook_version"));
        add(facts, "Dataset schema", manifest.text("schema_version"));
        add(facts, "Method fingerprint", manifest.text("method_fingerprint"));
        add(facts, "Method", entries("method"));
        add(facts, "Other settings", entries("settings"));
        add(facts, "Command line", joined("command_line", " "));
        add(facts, "Manifest SHA-256", Optional.of(tables.entry().manifestSha256()));
        return facts;
    }

    private static void add(List<Page.Fact> facts, String name, Optional<String> value) {
        value.filter(text -> !text.isBlank()).ifPresent(text -> facts.add(new Page.Fact(name, VisibleText.of(text))));
    }

    private Optional<String> joined(String key, String separator) {
        return Optional.of(
                manifest.at(key).values().stream().map(JsonNode::asString).collect(Collectors.joining(separator)));
    }

    private Optional<String> trustAnchors() {
        return manifest.text("method", "roots_sha256")
                .or(() -> manifest.text("roots", "sha256"))
                .map(sha256 -> manifest.text("method", "roots_count")
                                .or(() -> manifest.text("roots", "count"))
                                .map(count -> count + " roots, ")
                                .orElse("")
                        + "SHA-256 " + sha256);
    }

    private Optional<String> entries(String key) {
        return Optional.of(manifest.at(key).properties().stream()
                .map(each -> each.getKey() + " = "
                        + (each.getValue().isValueNode()
                                ? each.getValue().asString()
                                : each.getValue().toString()))
                .collect(Collectors.joining(", ")));
    }

    List<Page.Term> terms() {
        return java.util.stream.Stream.concat(
                        tables.folder().index().numerators().stream(), tables.folder().index().denominators().stream())
                .map(term -> new Page.Term(term.code(), term.name(), term.meaning()))
                .toList();
    }

    List<String> caveats() {
        List<String> caveats = new ArrayList<>();
        if (synthetic()) {
            caveats.add(
                    "The list is a world of the embedded lab: its domains do not exist, and nothing here says anything about"
                            + " the Internet.");
        }
        caveats.add(
                "A list scanned whole is a census of that list. Wilson intervals hold only for readers who see it as a"
                        + " sample; hard bounds hold always.");
        caveats.add(
                "Indeterminate is neither absent nor broken: a server failure, a timeout or a fault of ours says nothing"
                        + " about the domain.");
        caveats.add(
                "Every failure is one for a sender without a cached policy; a single scan cannot see what senders remember.");
        caveats.add(
                "Policies are read in the lenient way (blank lines, a max_age over the maximum and junk extension lines are"
                        + " tolerated) unless a table says strict.");
        caveats.add(
                "One vantage and one moment: hosts that answer differently elsewhere are seen as they answered here.");
        return caveats;
    }

    List<String> citation() {
        List<String> lines = new ArrayList<>();
        String name = VisibleText.of(manifest.text("list", "name").orElse(tables.list()));
        boolean tranco = name.toLowerCase(Locale.ROOT).startsWith("tranco");
        StringBuilder list = new StringBuilder(tranco ? "Tranco" : name).append(" list");
        manifest.text("list", "id")
                .map(VisibleText::of)
                .ifPresent(id -> list.append(' ').append(id));
        manifest.text("list", "date")
                .map(VisibleText::of)
                .ifPresent(date -> list.append(", generated on ").append(date));
        manifest.text("list", "url")
                .map(VisibleText::of)
                .ifPresent(url -> list.append(", available at ").append(url));
        lines.add(list.append('.').toString());
        if (tranco) {
            lines.add(
                    "V. Le Pochat, T. Van Goethem, S. Tajalizadehkhoob, M. Korczyński, W. Joosen: Tranco: A Research-Oriented"
                            + " Top Sites Ranking Hardened Against Manipulation. NDSS 2019.");
        }
        lines.add("stsurvey " + VisibleText.of(manifest.text("tool_version").orElse("of unknown version")) + ", run "
                + tables.run() + " of list " + tables.list() + ", manifest SHA-256 "
                + tables.entry().manifestSha256() + ".");
        return lines;
    }
}
