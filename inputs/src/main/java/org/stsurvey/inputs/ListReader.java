package org.stsurvey.inputs;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import com.google.common.io.CountingInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/// A list while it is read: its bytes are digested as given, unpacked within bounds and cut into lines, and the
/// lines read in the format that the first of them show.
///
/// Whatever goes wrong on the way becomes an [UnusableListException] here, with the list's name and the line
/// reached.
final class ListReader implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int BYTE_ORDER_MARK_BYTES = 2;

    private final String name;
    private final HashingInputStream digest;
    private final CountingInputStream packed;
    private final Packing packing;
    private final InputStream unpacked;
    private final LineReader lines;
    private final Deque<RawLine> ahead = new ArrayDeque<>();
    private final ListFormat format;
    private final ListFormat.Reading reading;
    private boolean headerAhead;
    private long given;

    /// One line and what it says.
    record ListLine(RawLine raw, Row row) {}

    /// @param kind how the list is written, if it is not to be found out
    static ListReader open(ListSource.Single source, Optional<ListKind> kind, PrepareLimits limits)
            throws UnusableListException {
        try {
            InputStream in = source.open();
            try {
                return new ListReader(source.name(), in, kind, limits);
            } catch (IOException failure) {
                in.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw unusable(source.name(), 0, failure);
        }
    }

    private ListReader(String name, InputStream in, Optional<ListKind> kind, PrepareLimits limits) throws IOException {
        this.name = name;
        this.digest = new HashingInputStream(Hashing.sha256(), in);
        this.packed = new CountingInputStream(new BufferedInputStream(digest, BUFFER_BYTES));
        this.packing = Packing.of(peek(packed, Packing.MAGIC_BYTES));
        this.unpacked =
                new BufferedInputStream(new BoundedUnpacking(packing.unpack(packed), packed, limits), BUFFER_BYTES);
        refuseUtf16(peek(unpacked, BYTE_ORDER_MARK_BYTES));
        this.lines = new LineReader(unpacked, limits.maxLineBytes());
        readAhead();
        requireText(ahead);
        List<String> first = firstTexts();
        FormatDetection.Detected detected = kind.map(ListKind::format)
                .map(given -> new FormatDetection.Detected(given, FormatDetection.startsWithHeader(first, given)))
                .orElseGet(() -> FormatDetection.detect(first));
        this.format = detected.format();
        this.reading = format.begin();
        this.headerAhead = detected.header();
    }

    private List<String> firstTexts() {
        return ahead.stream()
                .filter(line -> line.utf8() && !isSkipped(line.text()))
                .map(RawLine::text)
                .toList();
    }

    /// The rows of the first lines that are there to be looked at before they are read; malformed ones left out.
    List<Row.Named> firstRows() {
        ListFormat.Reading trial = format.begin();
        return firstTexts().stream()
                .map(text -> trial.read(0, text))
                .filter(Row.Named.class::isInstance)
                .map(Row.Named.class::cast)
                .toList();
    }

    /// What messages call the list.
    String name() {
        return name;
    }

    ListFormat format() {
        return format;
    }

    /// What was read of the list.
    ///
    /// @param listName the list's name in the dataset
    ListReading result(String listName, long read, long malformed) {
        return new ListReading(listName, packing.code(), format.description(), given, given - read, read, malformed);
    }

    /// The next line of whatever kind; empty at the end of the list.
    Optional<ListLine> next() throws UnusableListException {
        Optional<RawLine> line = nextRaw();
        if (line.isEmpty()) {
            Optional<String> fault = reading.faultAtEnd();
            if (fault.isPresent()) {
                throw unusable(name, lines.lines(), new BrokenListException(fault.get()));
            }
            return Optional.empty();
        }
        given++;
        return Optional.of(new ListLine(line.get(), read(line.get())));
    }

    /// The digest of all the list's bytes as given; reads those that are left.
    String sha256() throws UnusableListException {
        try {
            packed.transferTo(OutputStream.nullOutputStream());
        } catch (IOException failure) {
            throw unusable(name, lines.lines(), failure);
        }
        return digest.hash().toString();
    }

    @Override
    public void close() throws UnusableListException {
        try {
            unpacked.close();
        } catch (IOException failure) {
            throw unusable(name, lines.lines(), failure);
        }
    }

    private Row read(RawLine line) {
        if (line.cut() || !line.utf8()) {
            reading.missed();
            return new Malformed(line.cut() ? RejectReason.LINE_TOO_LONG : RejectReason.NOT_UTF8, line.text());
        }
        if (isSkipped(line.text())) {
            return new Row.Skipped();
        }
        if (headerAhead) {
            headerAhead = false;
            return new Row.Skipped();
        }
        return reading.read(line.number(), line.text());
    }

    private static boolean isSkipped(String line) {
        String text = line.strip();
        return text.isEmpty() || text.startsWith("#");
    }

    private Optional<RawLine> nextRaw() throws UnusableListException {
        RawLine waiting = ahead.poll();
        if (waiting != null) {
            return Optional.of(waiting);
        }
        try {
            return lines.next();
        } catch (IOException failure) {
            throw unusable(name, lines.lines(), failure);
        }
    }

    private void readAhead() throws IOException {
        Optional<RawLine> line;
        do {
            line = lines.next();
            line.ifPresent(ahead::add);
        } while (line.isPresent() && ahead.size() < FormatDetection.LINES);
    }

    private static byte[] peek(InputStream in, int bytes) throws IOException {
        in.mark(bytes);
        byte[] head = in.readNBytes(bytes);
        in.reset();
        return head;
    }

    private static void refuseUtf16(byte[] head) throws BrokenListException {
        String hex = HexFormat.of().formatHex(head);
        if (hex.equals("fffe") || hex.equals("feff")) {
            throw new BrokenListException(
                    "is UTF-16, and a list must be UTF-8; pipe it in: iconv -f UTF-16 -t UTF-8 LIST | stsurvey scan -");
        }
    }

    /// A few lines of junk are malformed lines; where most are, this is no list at all.
    private static void requireText(Collection<RawLine> lines) throws BrokenListException {
        List<RawLine> junk = lines.stream().filter(line -> !isText(line)).toList();
        if (junk.size() > lines.size() / 2) {
            throw new BrokenListException(
                    "is no text: %d of its first %d lines, from line %d on, hold control characters or bytes that are not UTF-8; a list is text, plain or in gzip, zip or zstd"
                            .formatted(
                                    junk.size(), lines.size(), junk.getFirst().number()));
        }
    }

    private static boolean isText(RawLine line) {
        return line.utf8() && line.text().chars().noneMatch(character -> character < ' ' && character != '\t');
    }

    private static UnusableListException unusable(String name, long line, IOException failure) {
        String reached = line == 0 ? "" : " after line " + line;
        String problem = switch (failure) {
            case BrokenListException broken -> broken.getMessage();
            case NoSuchFileException _ -> "does not exist; check the path";
            case AccessDeniedException _ -> "may not be read by this user; check its permissions";
            case EOFException _ -> "ends in the middle of its packed data, like an unfinished download; fetch it again";
            case ZipException damage -> "holds damaged packed data (%s); fetch it again".formatted(damage.getMessage());
            default -> "cannot be read (%s); check the file and its disk".formatted(failure.getMessage());
        };
        return new UnusableListException("list " + name + reached + ": " + problem, failure);
    }
}
