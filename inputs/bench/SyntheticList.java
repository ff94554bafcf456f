import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.SplittableRandom;

/// Writes a long list of made-up names to standard output: `java SyntheticList.java 100000000 > list.csv`.
///
/// Lines are `rank,domain`. Of a thousand, ten repeat an earlier name and one names no domain; the rest differ.
/// Same count, same bytes.
public final class SyntheticList {
    private static final String[] SUFFIXES = {
        "com", "com", "com", "com", "net", "org", "de", "co.uk", "info", "xyz", "nl", "fr", "com.br", "shop", "ru", "it"
    };
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

    private SyntheticList() {}

    public static void main(String[] arguments) throws IOException {
        long count = Long.parseLong(arguments[0]);
        StringBuilder line = new StringBuilder();
        byte[] bytes = new byte[128];
        try (OutputStream out = new BufferedOutputStream(System.out, 1 << 20)) {
            for (long rank = 1; rank <= count; rank++) {
                line.setLength(0);
                line.append(rank).append(',');
                switch ((int) (rank % 1000)) {
                    case 7 -> line.append("no-domain");
                    case 11, 111, 211, 311, 411, 511, 611, 711, 811, 911 -> name(rank / 2, line);
                    default -> name(rank, line);
                }
                line.append('\n');
                for (int i = 0; i < line.length(); i++) {
                    bytes[i] = (byte) line.charAt(i);
                }
                out.write(bytes, 0, line.length());
            }
        }
    }

    /// The name of a number: a few random letters, its digits in base 36 (so that no two are the same), a suffix.
    private static void name(long number, StringBuilder out) {
        SplittableRandom random = new SplittableRandom(number);
        for (int letters = random.nextInt(1, 9); letters > 0; letters--) {
            out.append(LETTERS.charAt(random.nextInt(26)));
        }
        out.append('-');
        for (long rest = number; rest > 0; rest /= 36) {
            out.append(LETTERS.charAt((int) (rest % 36)));
        }
        out.append('.').append(SUFFIXES[random.nextInt(SUFFIXES.length)]);
    }
}
