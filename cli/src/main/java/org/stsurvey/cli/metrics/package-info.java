/// Numbers for a Prometheus server: the text that it reads, and the endpoint that serves it.
@NullMarked
package org.stsurvey.cli.metrics;

import org.jspecify.annotations.NullMarked;
