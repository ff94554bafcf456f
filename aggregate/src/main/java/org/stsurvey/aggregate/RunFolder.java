package org.stsurvey.aggregate;

import java.nio.file.Path;

/// One finished run of a dataset.
///
/// @param list the list's name, from the folder `list=`
/// @param date the run's date, from the folder `run=`
/// @param path the run's folder
record RunFolder(String list, String date, Path path, RunManifest manifest) {

    static final String MANIFEST = "_manifest.json";
    static final String REGISTRY = "_outcomes.parquet";

    /// All published parts, as a file pattern.
    String partsPattern() {
        return literal(path) + "/part-*.parquet";
    }

    /// The registry of outcomes, as a file pattern that matches it alone.
    String registryPattern() {
        return literal(path) + "/" + REGISTRY;
    }

    /// The path as a pattern that matches it alone: a folder may be called `runs [old]`.
    static String literal(Path path) {
        return path.toAbsolutePath().normalize().toString().replaceAll("([\\[*?])", "[$1]");
    }
}
