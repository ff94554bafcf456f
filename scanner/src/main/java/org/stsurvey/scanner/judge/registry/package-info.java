/// The one registry of outcomes: an enum for each stage, in the order in which the primary outcome is picked.
///
/// A constant's name in lower case is its code in published data, so constants are only ever added: never renamed,
/// removed or given another meaning. The order inside a stage follows the tables of the outcome design and decides
/// which
/// of several faults of one stage is the primary one.
@NullMarked
package org.stsurvey.scanner.judge.registry;

import org.jspecify.annotations.NullMarked;
