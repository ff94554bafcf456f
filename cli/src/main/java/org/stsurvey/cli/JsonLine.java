package org.stsurvey.cli;

import java.util.Map;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// One JSON object on one line.
///
/// Everything outside ASCII is escaped: the line means the same under every locale, and what comes from the
/// network or from a file cannot command the terminal that it is shown on.
final class JsonLine {

    /// JSON's null, as a value that a map may hold.
    static final Object NULL = JsonNodeFactory.instance.nullNode();

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private JsonLine() {}

    static String of(Map<String, Object> object) {
        // DEL is ASCII, and JSON lets it pass.
        return JSON.writeValueAsString(object).replace("\u007f", "\\u007f");
    }
}
