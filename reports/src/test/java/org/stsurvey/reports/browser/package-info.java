/// The report as a browser shows it.
@NullMarked
package org.stsurvey.reports.browser;

import org.jspecify.annotations.NullMarked;
