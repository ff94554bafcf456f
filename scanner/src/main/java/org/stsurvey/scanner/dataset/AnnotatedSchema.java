package org.stsurvey.scanner.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/// A Parquet schema as the annotated text that defines it.
///
/// The text is a sequence of `fragment` sections and one `message`, in which `include NAME;` stands for the
/// fields of a fragment and `//` begins the explanation of the fields on its line. `observation.schema`
/// describes it to its readers.
public final class AnnotatedSchema {

    private static final String TITLE = "// --- ";
    private static final Pattern OPENING = Pattern.compile("(fragment|message) (\\w+) \\{");
    private static final Pattern VERSION = Pattern.compile("version (\\d+);");
    private static final Pattern INCLUDE = Pattern.compile("include (\\w+);");

    /// The schema of a published part.
    public static final AnnotatedSchema OBSERVATION = load("observation.schema");

    /// The schema of `_outcomes.parquet`.
    public static final AnnotatedSchema OUTCOMES = load("outcomes.schema");

    private final String name;
    private final int version;
    private final List<Section> sections;
    private final MessageType message;

    /// A fragment or the message, with its lines between the braces.
    record Section(Kind kind, String name, String title, List<Line> lines) {
        enum Kind {
            FRAGMENT,
            MESSAGE
        }
    }

    /// One line of a section: the Parquet text and the explanation after `//`, either may be empty.
    record Line(String code, String note) {
        static Line of(String text) {
            int comment = text.indexOf("//");
            return comment < 0
                    ? new Line(text.strip(), "")
                    : new Line(
                            text.substring(0, comment).strip(),
                            text.substring(comment + 2).strip());
        }
    }

    private AnnotatedSchema(String name, int version, List<Section> sections) {
        this.name = name;
        this.version = version;
        this.sections = sections;
        this.message = sections.stream()
                .filter(section -> section.kind() == Section.Kind.MESSAGE)
                .map(this::typeOf)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " has no message"));
    }

    private static AnnotatedSchema load(String resource) {
        try (InputStream in = AnnotatedSchema.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the class path");
            }
            return parse(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads a schema text; `name` is used in messages.
    static AnnotatedSchema parse(String name, String text) {
        int version = 0;
        String title = "";
        var sections = new ArrayList<Section>();
        var lines = text.lines().iterator();
        while (lines.hasNext()) {
            String line = lines.next();
            var head = OPENING.matcher(line);
            var number = VERSION.matcher(line);
            if (number.matches()) {
                version = Integer.parseInt(number.group(1));
            } else if (line.startsWith(TITLE)) {
                title = line.substring(TITLE.length());
            } else if (head.matches()) {
                var body = new ArrayList<Line>();
                for (String next = lines.next(); !next.equals("}"); next = lines.next()) {
                    body.add(Line.of(next));
                }
                var kind = head.group(1).equals("message") ? Section.Kind.MESSAGE : Section.Kind.FRAGMENT;
                sections.add(new Section(kind, head.group(2), title, List.copyOf(body)));
                title = "";
            } else if (!line.isBlank() && !line.startsWith("//")) {
                throw new IllegalStateException(name + ": neither a section nor a comment: " + line);
            }
        }
        return new AnnotatedSchema(name, version, List.copyOf(sections));
    }

    /// The file that the schema was read from, for messages.
    public String name() {
        return name;
    }

    /// The version that this text describes; it grows whenever a field is added.
    public int version() {
        return version;
    }

    /// The schema in plain Parquet terms, includes expanded.
    public MessageType message() {
        return message;
    }

    List<Section> sections() {
        return sections;
    }

    /// The fields of one section as a message of its own.
    MessageType typeOf(Section section) {
        return MessageTypeParser.parseMessageType("message " + section.name() + " {" + expanded(section) + "}");
    }

    private String expanded(Section section) {
        var code = new StringBuilder();
        section.lines().forEach(line -> code.append(line.code()).append('\n'));
        return INCLUDE.matcher(code).replaceAll(include -> expanded(fragment(include.group(1))));
    }

    Section fragment(String fragment) {
        return sections.stream()
                .filter(section -> section.kind() == Section.Kind.FRAGMENT
                        && section.name().equals(fragment))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " includes an unknown fragment: " + fragment));
    }
}
