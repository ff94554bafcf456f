/// TLS that records and does not judge, for whoever dials policy hosts and MX hosts.
@NullMarked
package org.stsurvey.scanner.observe.tls;

import org.jspecify.annotations.NullMarked;
