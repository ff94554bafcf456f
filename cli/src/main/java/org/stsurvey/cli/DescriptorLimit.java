package org.stsurvey.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;

/// How many domains can be in flight with the file descriptors that this process may open.
///
/// A scan that runs out of them sees sockets fail, which looks like a network that fails; so it begins with no
/// more than they last for.
///
/// @param descriptors that the process may open
record DescriptorLimit(long descriptors) {

    /// Jars, lists, parts, the lock, selectors, and the connections of the policy fetches.
    private static final int OWN = 192;

    /// Three questions at once, and one to spare.
    private static final int PER_DOMAIN = 4;

    /// Below this a scan would only crawl.
    private static final int FEWEST = 8;

    /// What a scan needs that asks so many domains at once.
    static long neededFor(int concurrency) {
        return OWN + (long) concurrency * PER_DOMAIN;
    }

    /// Without which no scan begins.
    static long least() {
        return neededFor(FEWEST);
    }

    /// The limit of this process; none on systems that do not tell.
    static DescriptorLimit ofThisProcess() {
        return new DescriptorLimit(
                ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                        ? unix.getMaxFileDescriptorCount()
                        : Long.MAX_VALUE);
    }

    /// The concurrency that is asked for, or as much of it as there are descriptors for.
    ///
    /// @throws IOException if there are too few for any scan
    int affordable(int concurrency, PrintWriter err) throws IOException {
        long most = (descriptors - OWN) / PER_DOMAIN;
        if (most < Math.min(FEWEST, concurrency)) {
            throw new IOException("this process may open only " + descriptors
                    + " files and sockets, a scan needs at least " + (OWN + FEWEST * PER_DOMAIN)
                    + "; raise the limit, for example with ulimit -n 65536, then repeat the command");
        }
        if (most < concurrency) {
            err.println("stsurvey: this process may open only " + descriptors + " files and sockets, so " + most
                    + " domains are asked at once, not " + concurrency
                    + "; raise the limit, for example with ulimit -n 65536");
            err.flush();
            return (int) most;
        }
        return concurrency;
    }
}
