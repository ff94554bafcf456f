package org.stsurvey.scanner.judge.record;

import org.stsurvey.scanner.judge.abnf.Abnf;

/// How a policy id is made, for statistics: RFC 8461 §3.1 asks for no style at all.
final class IdStyle {

    private static final int MIN_HEX = 7;

    private IdStyle() {}

    /// `timestamp`, `epoch`, `date`, `hex` or `other`.
    static String of(String id) {
        if (Abnf.isDigits(id)) {
            return ofDigits(id);
        }
        if (isTimestamp(id)) {
            return "timestamp";
        }
        return isHex(id) ? "hex" : "other";
    }

    private static String ofDigits(String id) {
        var date = startsWithDate(id);
        return switch (id.length()) {
            case 8 -> date ? "date" : "other";
            // A date with a running number, as in zone serials, against seconds since 1970.
            case 10 -> date ? "date" : isEpoch(id);
            case 12 -> date && isTime(id, 8, 2) ? "timestamp" : "other";
            // A second-precise timestamp, with or without fractions of it.
            case 14, 16, 17, 20 -> date && isTime(id, 8, 3) ? "timestamp" : "other";
            case 13 -> isEpoch(id);
            default -> "other";
        };
    }

    // From 2001-09-09 to 2033-05-18 the seconds since 1970 have ten digits and begin with 1.
    private static String isEpoch(String id) {
        return id.charAt(0) == '1' ? "epoch" : "other";
    }

    /// `20160831085700Z`, `20160831T085700`, `20160831T0857Z` and the like.
    private static boolean isTimestamp(String id) {
        var end = id.endsWith("Z") || id.endsWith("z") ? id.length() - 1 : id.length();
        var hasT = id.length() > 8 && (id.charAt(8) == 'T' || id.charAt(8) == 't');
        var time = hasT ? 9 : 8;
        if (end <= time || !startsWithDate(id) || !Abnf.isDigits(id.substring(time, end))) {
            return false;
        }
        var pairs = (end - time) / 2;
        return end - time >= 4 && isTime(id, time, Math.min(pairs, 3));
    }

    private static boolean startsWithDate(String id) {
        return id.length() >= 8
                && Abnf.isDigits(id.substring(0, 8))
                && id.startsWith("20")
                && isPair(id, 4, 1, 12)
                && isPair(id, 6, 1, 31);
    }

    private static boolean isTime(String id, int from, int pairs) {
        return isPair(id, from, 0, 23) && isPair(id, from + 2, 0, 59) && (pairs < 3 || isPair(id, from + 4, 0, 60));
    }

    private static boolean isPair(String id, int at, int least, int most) {
        var value = Integer.parseInt(id, at, at + 2, 10);
        return value >= least && value <= most;
    }

    private static boolean isHex(String id) {
        return id.length() >= MIN_HEX
                && id.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80)
                && id.chars().anyMatch(c -> Abnf.isDigit((char) c));
    }
}
