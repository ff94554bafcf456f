package org.stsurvey.inputs;

import com.google.common.io.CountingInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/// How a list is packed, told by its first bytes and never by its name.
enum Packing {
    GZIP("1F8B08.*"),
    ZIP("504B(0304|0506).*"),
    ZSTD("(28B52FFD|5.2A4D18).*"),
    XZ("FD377A585A00.*"),
    BZIP2("425A683.314159265359.*"),
    NONE(".*");

    /// How many bytes [#of] looks at.
    static final int MAGIC_BYTES = 10;

    private final Pattern magic;

    Packing(String magic) {
        this.magic = Pattern.compile(magic);
    }

    static Packing of(byte[] head) {
        String hex = HexFormat.of().withUpperCase().formatHex(head);
        return Arrays.stream(values())
                .filter(packing -> packing.magic.matcher(hex).matches())
                .findFirst()
                .orElse(NONE);
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    InputStream unpack(CountingInputStream packed) throws IOException {
        return switch (this) {
            case GZIP -> new WholeGzip(packed);
            case ZIP -> new SingleEntryZip(packed);
            case ZSTD -> new WholeZstd(packed);
            case XZ, BZIP2 ->
                throw new BrokenListException(
                        "is packed with %1$s, which is not read here; pipe it in: %1$s -dc LIST | stsurvey scan -"
                                .formatted(code()));
            case NONE -> packed;
        };
    }
}
