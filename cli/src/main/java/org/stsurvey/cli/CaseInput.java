package org.stsurvey.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.stsurvey.scanner.observation.ByteString;
import org.stsurvey.scanner.observation.RecordData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// One case of `lint --jsonl`: a JSON object whose members are asked for by name and type.
///
/// Every method that finds something else than it asks for throws an [IllegalArgumentException] whose message
/// names the member and says what it should be. A member that is null is absent, unless stated otherwise.
record CaseInput(JsonNode object) {

    /// A case that says nothing.
    static final CaseInput EMPTY = new CaseInput(JsonNodeFactory.instance.objectNode());

    /// More characters than this are no host name, even in U-labels.
    static final int MAX_NAME = 1_024;

    boolean has(String name) {
        return object.hasNonNull(name);
    }

    /// Whether the member is there, be it null.
    boolean mentions(String name) {
        return object.has(name);
    }

    Optional<String> text(String name) {
        return has(name) ? Optional.of(requiredText(name)) : Optional.empty();
    }

    String requiredText(String name) {
        return textOf(required(name), name);
    }

    /// A text that is a host name or a pattern for such.
    String requiredName(String name) {
        return checkedName(requiredText(name), name);
    }

    Optional<String> name(String name) {
        return text(name).map(text -> checkedName(text, name));
    }

    int number(String name) {
        JsonNode node = required(name);
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw wrong(name, "a whole number");
        }
        return node.intValue();
    }

    boolean isNumber(String name) {
        return has(name) && object.get(name).isNumber();
    }

    boolean isFalse(String name) {
        return has(name) && object.get(name).isBoolean() && !object.get(name).booleanValue();
    }

    boolean flag(String name) {
        if (has(name) && !object.get(name).isBoolean()) {
            throw wrong(name, "true or false");
        }
        return has(name) && object.get(name).booleanValue();
    }

    /// An array of texts; a single text stands for an array of one.
    List<String> texts(String name) {
        JsonNode node = required(name);
        if (!node.isArray()) {
            return List.of(textOf(node, name));
        }
        List<String> texts = new ArrayList<>();
        node.forEach(element -> texts.add(textOf(element, name)));
        return texts;
    }

    boolean isArray(String name) {
        return has(name) && object.get(name).isArray();
    }

    Optional<CaseInput> object(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!object.get(name).isObject()) {
            throw wrong(name, "an object");
        }
        return Optional.of(new CaseInput(object.get(name)));
    }

    List<String> names() {
        return List.copyOf(object.propertyNames());
    }

    /// TXT records: each element is a record, an inner array the character-strings of one.
    List<RecordData.Txt> records(String name) {
        JsonNode node = required(name);
        if (!node.isArray()) {
            throw wrong(name, "an array with one element per TXT record");
        }
        List<RecordData.Txt> records = new ArrayList<>();
        for (JsonNode element : node) {
            List<ByteString> strings = new ArrayList<>();
            if (element.isArray()) {
                element.forEach(string -> strings.add(ByteString.utf8(textOf(string, name))));
            } else {
                strings.add(ByteString.utf8(textOf(element, name)));
            }
            records.add(new RecordData.Txt(strings));
        }
        return records;
    }

    /// The octets of a file: `<name>_base64`, or `<name>` as text.
    ByteString octets(String name) {
        String encoded = name + "_base64";
        if (!has(encoded) && has(name)) {
            return ByteString.copyOf(requiredText(name).getBytes(StandardCharsets.UTF_8));
        }
        String text = requiredText(encoded);
        try {
            return ByteString.copyOf(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + encoded + "\" is not base64: " + e.getMessage(), e);
        }
    }

    private JsonNode required(String name) {
        if (!has(name)) {
            throw new IllegalArgumentException("\"" + name + "\" is missing");
        }
        return object.get(name);
    }

    private static String textOf(JsonNode node, String name) {
        if (!node.isString()) {
            throw wrong(name, "text");
        }
        return node.stringValue();
    }

    private static String checkedName(String text, String name) {
        if (text.length() > MAX_NAME) {
            throw wrong(name, "a name of at most " + MAX_NAME + " characters");
        }
        return text;
    }

    private static IllegalArgumentException wrong(String name, String expected) {
        return new IllegalArgumentException("\"" + name + "\" is not " + expected);
    }
}
