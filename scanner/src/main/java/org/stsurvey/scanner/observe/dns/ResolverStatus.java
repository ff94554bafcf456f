package org.stsurvey.scanner.observe.dns;

/// How one resolver does, at one moment.
///
/// @param address as `host:port`
/// @param ailment what is wrong with it, such as "does not answer"; empty while it is well
/// @param window how many questions may be in flight to it
/// @param inFlight how many are
/// @param sent queries so far, canaries included
/// @param answered responses accepted so far
/// @param timeouts tries that found no response in their time
/// @param strays messages that answered nothing we had asked: late, doubled, or forged
/// @param dropped answers that the operating system dropped, as the buffers of our sockets were full
/// @param canariesSent questions asked only to see how the resolver does
/// @param canariesLost of these, those without an answer in their time
public record ResolverStatus(
        String address,
        String ailment,
        int window,
        int inFlight,
        long sent,
        long answered,
        long timeouts,
        long strays,
        long dropped,
        long canariesSent,
        long canariesLost) {

    public boolean isWell() {
        return ailment.isEmpty();
    }
}
