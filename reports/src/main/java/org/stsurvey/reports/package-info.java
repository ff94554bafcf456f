/// Turns the tables of `aggregate` into a report folder that can be published as it is.
@NullMarked
package org.stsurvey.reports;

import org.jspecify.annotations.NullMarked;
