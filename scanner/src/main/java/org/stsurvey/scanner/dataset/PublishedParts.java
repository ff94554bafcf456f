package org.stsurvey.scanner.dataset;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The published parts that a store knows of, by name. Safe for use by several threads.
final class PublishedParts {

    private final Map<String, PublishedPart> byName = new HashMap<>();

    synchronized void put(PublishedPart part) {
        byName.put(part.name(), part);
    }

    synchronized void remove(String name) {
        byName.remove(name);
    }

    synchronized Optional<PublishedPart> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    synchronized List<PublishedPart> inOrder() {
        return PartFolder.inOrder(byName.keySet()).stream().map(byName::get).toList();
    }
}
