/// The fetch of the policy file, RFC 8461 §3.3: connection, TLS, certificate, HTTP response.
@NullMarked
package org.stsurvey.scanner.judge.fetch;

import org.jspecify.annotations.NullMarked;
