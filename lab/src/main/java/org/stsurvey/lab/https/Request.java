package org.stsurvey.lab.https;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.stsurvey.lab.world.Reply;
import org.stsurvey.lab.world.Site;

/// The head of an HTTP/1.1 request, as far as it decides about the answer.
///
/// @param line the request line
/// @param host the Host field, in lower case and without a port
/// @param fields how many header fields there are
record Request(String line, String host, int fields) {
    private static final int MAX_FIELDS = 200;
    private static final String POLICY_PATH = "/.well-known/mta-sts.txt";

    /// Reads a request; nothing where the client ends before it has asked.
    static Optional<Request> read(InputStream in) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1), 2_048);
        String request = lines.readLine();
        if (request == null) {
            return Optional.empty();
        }
        String host = "";
        int fields = 0;
        for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            if (++fields > MAX_FIELDS) {
                break;
            }
            if (line.regionMatches(true, 0, "host:", 0, 5)) {
                host = line.substring(5).strip().replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT);
            }
        }
        return Optional.of(new Request(request, host, fields));
    }

    /// What this request gets at a site.
    Reply answer(Site site) {
        if (fields > MAX_FIELDS) {
            return Reply.page("431 Request Header Fields Too Large");
        }
        if (!line.startsWith("GET ")) {
            return Reply.page("405 Method Not Allowed", "Allow: GET");
        }
        if (!host.equals(Site.policyHost(site.domain()))) {
            return Reply.page("421 Misdirected Request");
        }
        return line.startsWith("GET " + POLICY_PATH + " ") ? site.reply() : Reply.page("404 Not Found");
    }
}
