package org.stsurvey.cli;

import java.util.Optional;
import org.stsurvey.scanner.observe.smtp.SmtpSettings;

/// How MX hosts are probed, where they are.
///
/// @param test a host that is known to answer on the port, to find out whether the network lets us through
record ProbeSettings(SmtpSettings smtp, Optional<String> test) {}
