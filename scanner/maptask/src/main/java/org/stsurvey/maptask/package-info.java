/**
 * The map task of `stsurvey scan --on mapreduce`, in terms of Java 17 and Hadoop alone: it deals with processes and knows
 * nothing of surveys.
 */
@NullMarked
package org.stsurvey.maptask;

import org.jspecify.annotations.NullMarked;
