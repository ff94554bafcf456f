package org.stsurvey.cli;

import java.util.List;
import java.util.Locale;
import org.stsurvey.scanner.observation.RecordData;

/// MX records as people write them: `mail.example.com`, `10 mail.example.com`, or `0 .` for "no mail" (RFC 7505).
final class MxNotation {

    private static final int MAX_PREFERENCE = 65_535;

    private MxNotation() {}

    /// Reads one record; without a preference it is 0.
    ///
    /// @throws IllegalArgumentException if it is none of the forms above; the message is for the user
    static RecordData.Mx parse(String text) {
        List<String> words = List.of(text.strip().split("\\s+"));
        String host = words.getLast();
        if (words.size() > 2 || host.isEmpty() || host.length() > CaseInput.MAX_NAME) {
            throw new IllegalArgumentException(
                    "\"" + SafeText.of(text) + "\" is no MX record; write HOST or \"PREFERENCE HOST\"");
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return new RecordData.Mx(words.size() == 2 ? preference(words.getFirst()) : 0, name.toLowerCase(Locale.ROOT));
    }

    private static int preference(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > MAX_PREFERENCE) {
            throw new IllegalArgumentException(
                    "MX preference \"" + SafeText.of(text) + "\" is not a number from 0 to " + MAX_PREFERENCE);
        }
        return Integer.parseInt(text);
    }
}
