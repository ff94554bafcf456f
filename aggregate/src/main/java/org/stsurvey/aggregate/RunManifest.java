package org.stsurvey.aggregate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The `_manifest.json` of a run, read with tolerance: any key may be absent. Its strings are untrusted text.
public final class RunManifest {

    private final JsonNode root;

    private RunManifest(JsonNode root) {
        this.root = root;
    }

    /// Reads a manifest.
    ///
    /// @throws UnusableDatasetException if the file is no JSON object
    public static RunManifest read(Path file) throws IOException {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw new UnusableDatasetException(
                    "manifest " + file + " is not JSON (" + e.getOriginalMessage()
                            + "); every run has a readable one: restore it from a copy or scan again",
                    e);
        }
        if (!root.isObject()) {
            throw new UnusableDatasetException("manifest " + file + " holds " + root.getNodeType()
                    + " where an object is needed; restore it from a copy or scan again");
        }
        return new RunManifest(root);
    }

    /// The text at a path of keys; numbers and booleans in their usual spelling.
    public Optional<String> text(String... path) {
        JsonNode node = at(path);
        return node.isValueNode() && !node.isNull() ? Optional.of(node.asString()) : Optional.empty();
    }

    /// The whole number at a path of keys.
    public OptionalLong number(String... path) {
        JsonNode node = at(path);
        return node.canConvertToExactIntegral() && node.canConvertToLong()
                ? OptionalLong.of(node.asLong())
                : OptionalLong.empty();
    }

    /// The node at a path of keys; a missing node if there is none.
    public JsonNode at(String... path) {
        JsonNode node = root;
        for (String key : path) {
            node = node.path(key);
        }
        return node;
    }
}
