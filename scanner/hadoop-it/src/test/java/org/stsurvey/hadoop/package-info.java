/// Scans on a cluster, as an operator makes them: the shipped program against HDFS and YARN in small.
package org.stsurvey.hadoop;
