/// Aggregation on Apache Spark: the pipeline and the SQL of `aggregate`, for datasets on the storage of a
/// cluster.
///
/// Spark is provided by whoever runs this; what of ours goes to executors is nothing, so that they may run on
/// any Java that Spark does.
@NullMarked
package org.stsurvey.aggregate.spark;

import org.jspecify.annotations.NullMarked;
