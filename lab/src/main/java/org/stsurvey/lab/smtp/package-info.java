/// The mail hosts of the simulated world: good ones and bad ones, none of which takes any mail.
@NullMarked
package org.stsurvey.lab.smtp;

import org.jspecify.annotations.NullMarked;
