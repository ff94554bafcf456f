package org.stsurvey.cli;

import java.nio.file.Path;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A path of this machine, where no other will do; without this, `hdfs://x` would be taken for a folder
/// `hdfs:`.
final class LocalPathText implements ITypeConverter<Path> {

    private static final Pattern LOCATION_ELSEWHERE = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:/.*");

    @Override
    public Path convert(String value) {
        if (LOCATION_ELSEWHERE.matcher(value).matches()) {
            throw new TypeConversionException("'" + SafeText.of(value)
                    + "' is not on this machine; give a local path here, and copy to the cluster afterwards");
        }
        return Path.of(value);
    }
}
