package org.stsurvey.scanner.judge;

import java.util.Locale;

/// Whether mail would arrive from a sender that enforces the domain's policy, as far as the MX hosts were
/// looked at.
///
/// It stands beside the [status][DeploymentStatus], which means the same whether or not MX hosts were probed.
public enum Delivery {
    /// An MX host that the policy covers does STARTTLS with a certificate that is valid for it.
    OK,
    /// No covered MX host does: senders refuse to deliver in `enforce`, and would if `testing` were turned into
    /// it.
    WOULD_FAIL,
    /// No covered MX host is known to do it, and one at least did not tell.
    UNKNOWN,
    /// The MX hosts were not probed.
    NOT_MEASURED;

    private final String code = name().toLowerCase(Locale.ROOT);

    /// The name in published data.
    public String code() {
        return code;
    }
}
