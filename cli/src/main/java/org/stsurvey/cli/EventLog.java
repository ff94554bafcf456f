package org.stsurvey.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a command tells people, as one JSON object on each line: `time` (UTC), `level` (`info`, `warning` or
/// `error`), `event`, `message`, and the fields of the event.
///
/// Whatever is printed as text becomes an object of the event `message`, line by line, so that nothing else is
/// ever on the stream. A string holds 1 KiB of what is told ([SafeText#cut(String)]), and everything outside
/// printable ASCII is escaped.
final class EventLog extends PrintWriter {

    /// How messages and progress are written.
    enum Format {
        TEXT,
        JSON;

        /// What the words of a command line ask for; the last one counts.
        static Format in(List<String> words) {
            Format wanted = TEXT;
            for (int i = 0; i < words.size(); i++) {
                String value = words.get(i).equals(OPTION) && i + 1 < words.size()
                        ? words.get(i + 1)
                        : words.get(i).startsWith(OPTION + "=") ? words.get(i).substring(OPTION.length() + 1) : "";
                if (!value.isEmpty()) {
                    wanted = value.equalsIgnoreCase("json") ? JSON : TEXT;
                }
            }
            return wanted;
        }
    }

    /// How much it matters.
    enum Level {
        INFO,
        WARNING,
        ERROR
    }

    private static final String OPTION = "--log-format";
    private static final String PREFIX = "stsurvey: ";
    /// Of a line under way; more than is ever shown of it.
    private static final int MAX_LINE = 4 * SafeText.MAX_OCTETS;

    private static final int MAX_TRACE = 100;

    private final PrintWriter lines;
    private final Clock clock;

    EventLog(PrintWriter lines, Clock clock) {
        this(new Lines(), lines, clock);
    }

    private EventLog(Lines text, PrintWriter lines, Clock clock) {
        super(text, true);
        this.lines = lines;
        this.clock = clock;
        text.log = this;
    }

    /// Tells of an event: in words, or with its fields where objects are written.
    static void tell(PrintWriter err, Level level, String event, String message, Map<String, Object> fields) {
        if (err instanceof EventLog log) {
            log.write(level, event, message, fields);
        } else {
            err.println(PREFIX + message);
            err.flush();
        }
    }

    /// Tells of an event that matters little.
    static void tell(PrintWriter err, String event, String message, Map<String, Object> fields) {
        tell(err, Level.INFO, event, message, fields);
    }

    void failed(ExitStatus status, Exception failure) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("status", status.code());
        if (status == ExitStatus.INTERNAL_ERROR) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            fields.put("trace", trace.toString().lines().limit(MAX_TRACE).toList());
        }
        write(Level.ERROR, "failed", ExitStatus.messageOf(failure), fields);
    }

    void write(Level level, String event, String message, Map<String, Object> fields) {
        Map<String, Object> bounded = new LinkedHashMap<>(fields);
        bounded.replaceAll((_, value) -> cut(value));
        put(level, event, SafeText.cut(message), bounded);
    }

    private void put(Level level, String event, String message, Map<String, Object> fields) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        object.put("level", level.name().toLowerCase(Locale.ROOT));
        object.put("event", event);
        object.put("message", message);
        object.putAll(fields);
        String line = JsonLine.of(object);
        synchronized (lines) {
            lines.println(line);
            lines.flush();
        }
    }

    private static Object cut(Object value) {
        return switch (value) {
            case String text -> SafeText.cut(text);
            case List<?> list -> list.stream().map(EventLog::cut).toList();
            default -> value;
        };
    }

    /// @param kept the line's beginning at least
    /// @param octets how long all of it is
    private void said(String kept, long octets) {
        String text = kept.strip();
        if (!text.isEmpty()) {
            String message = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
            long left = Math.max(0, octets - SafeText.octets(kept));
            put(Level.INFO, "message", SafeText.cut(message, SafeText.octets(message) + left), Map.of());
        }
    }

    /// For what prints octets, as the JVM's own handlers do.
    PrintStream asStream() {
        return new PrintStream(new Octets(), true, StandardCharsets.UTF_8);
    }

    /// Puts octets together to lines.
    private final class Octets extends OutputStream {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private long octets;

        @Override
        public synchronized void write(int octet) {
            if (octet == '\n') {
                said(line.toString(StandardCharsets.UTF_8), octets);
                line.reset();
                octets = 0;
            } else {
                octets++;
                if (octets <= MAX_LINE) {
                    line.write(octet);
                }
            }
        }
    }

    /// Puts characters together to lines.
    private static final class Lines extends Writer {
        private final StringBuilder line = new StringBuilder();
        private long octets;

        @Nullable
        private EventLog log;

        @Override
        public void write(char[] characters, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                if (characters[i] == '\n') {
                    end();
                } else {
                    octets += inUtf8(characters[i]);
                    if (line.length() < MAX_LINE) {
                        line.append(characters[i]);
                    }
                }
            }
        }

        /// Of a character in UTF-8; a surrogate is half of four.
        private static int inUtf8(char character) {
            if (character < 0x80) {
                return 1;
            }
            return character < 0x800 || Character.isSurrogate(character) ? 2 : 3;
        }

        private void end() {
            String text = line.toString();
            long length = octets;
            line.setLength(0);
            octets = 0;
            if (log != null) {
                log.said(text, length);
            }
        }

        /// A line is an object only once it has ended.
        @Override
        public void flush() {}

        @Override
        public void close() {
            end();
        }
    }
}
