/// Datasets on S3, as an operator has them: the shipped program with Hadoop's client for S3 against an S3
/// server.
package org.stsurvey.s3a;
