package org.stsurvey.scanner.observe.pace;

import java.net.InetAddress;
import java.util.Optional;

/// Whom an exchange burdens.
///
/// @param address where it goes
/// @param provider whom the host is an alias of, by a domain name; empty where it is no alias
public record Destination(InetAddress address, Optional<String> provider) {}
