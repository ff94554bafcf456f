/// The dataset: rows to Parquet parts and back, their publication, and the check that a run is whole.
///
/// `observation.schema` is the one place where columns are defined. [org.stsurvey.scanner.dataset.PartWriter]
/// writes it, [org.stsurvey.scanner.dataset.ObservationReader] is the writer's exact inverse, and a part becomes
/// visible only through [org.stsurvey.scanner.dataset.PartStore#publish]. Writing and reading local files
/// touches no Hadoop file system.
@NullMarked
package org.stsurvey.scanner.dataset;

import org.jspecify.annotations.NullMarked;
