/// Reads domain lists of every usual kind and prepares them for a scan: one sealed target file per run.
///
/// [ListPreparation] is the pipeline; read it first. The stages it puts together:
///
/// 1. bytes: digested, unpacked within bounds, cut into lines: [ListSource], `ListReader`, `Packing`, `WholeGzip`,
/// `SingleEntryZip`, `WholeZstd`, `BoundedUnpacking`, `LineReader`
/// 2. lines to rows, in the format that the list shows or [ListKind] asks for: `ListFormat` (`PlainLines`, `Columns`,
/// `ZoneFile` with `ZoneReading`), `FormatDetection`, `HostLists`, `Row`
/// 3. rows to names in normal form, or the reason why not: `ListsReader`, [DomainNames], [PublicSuffixes],
/// [RejectReason], `RejectsFile`, `Excerpt`
/// 4. each name once, in a seeded order, in bounded memory: `DistinctNames`, `Spill`, `NameTable`, `ListedName`
/// 5. names to targets: `TargetSelection` with [Exclusions], [Labels] and the panel
/// 6. the result on disk: [TargetFile], `TargetFileWriter`, `TargetLine`, `TargetSeal`, `ExcludedFile`, `Scratch`
///
/// Whoever wants to know what became of each line and name passes a [PreparationWatch].
///
/// What a reader may rely on: whoever holds a [TargetFile] holds a whole and unaltered one; the [Funnel] adds
/// up; the order of the targets depends on their names and the seed alone; memory grows neither with the list
/// nor with one of its lines; a list that cannot be used gives an [UnusableListException] written for people,
/// and an `IOException` always means the run folder, never the list.
@NullMarked
package org.stsurvey.inputs;

import org.jspecify.annotations.NullMarked;
