/// The probe of MX hosts: STARTTLS on port 25 up to the end of the handshake, and never a mail.
@NullMarked
package org.stsurvey.scanner.observe.smtp;

import org.jspecify.annotations.NullMarked;
