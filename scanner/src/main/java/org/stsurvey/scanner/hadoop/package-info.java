/// Scanning on a Hadoop cluster: the job that starts tasks, and the archive with Java and the program that they
/// run. What a task does is the runner's business (`ChunkScan`); what its JVM on the cluster does is the map
/// task's module's.
@NullMarked
package org.stsurvey.scanner.hadoop;

import org.jspecify.annotations.NullMarked;
