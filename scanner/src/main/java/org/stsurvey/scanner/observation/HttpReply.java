package org.stsurvey.scanner.observation;

import java.util.List;
import java.util.Optional;

/// An HTTP response to the request for the policy file.
///
/// @param version `HTTP/1.1` or `HTTP/2`
/// @param status the status code
/// @param headers the fields as received, in the JDK's order, names in lower case
/// @param body the first 65,536 bytes received
public record HttpReply(String version, int status, List<Header> headers, ByteString body) {

    public HttpReply {
        headers = List.copyOf(headers);
    }

    /// One field of the header section; the value is untrusted text.
    public record Header(String name, String value) {}

    /// The first field of this name, which is given in lower case.
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equals(name))
                .map(Header::value)
                .findFirst();
    }
}
