/// The rules for DANE of SMTP beside MTA-STS, RFC 7672.
@NullMarked
package org.stsurvey.scanner.judge.dane;

import org.jspecify.annotations.NullMarked;
