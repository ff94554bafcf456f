/// What a page is made of: plain records that the templates print, all text already chosen, none of it
/// escaped.
///
/// Escaping is the templates' work, by context. Geometry is computed here, in percent of the width and
/// pixels of the height, so that a chart fits a phone and a printed page without a script and without
/// shrinking its text.
@NullMarked
package org.stsurvey.reports.page;

import org.jspecify.annotations.NullMarked;
