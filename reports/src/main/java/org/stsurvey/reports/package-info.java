/// From tables to pages, figures and files.
///
/// [org.stsurvey.reports.Report] reads the folder that `aggregate` wrote and makes one that can be published as
/// it is. The text of tables comes from the network: [org.stsurvey.aggregate.VisibleText] makes its control
/// characters visible once, where rows are read; each format then escapes in its own way.
@NullMarked
package org.stsurvey.reports;

import org.jspecify.annotations.NullMarked;
