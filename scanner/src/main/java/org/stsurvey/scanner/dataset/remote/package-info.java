/// Folders of a dataset on storage that is no local disk: `hdfs://`, `s3a://` and whatever else Hadoop's client
/// knows, as paths of the JDK. Nothing of Hadoop is loaded before a path of such a storage is named.
@NullMarked
package org.stsurvey.scanner.dataset.remote;

import org.jspecify.annotations.NullMarked;
