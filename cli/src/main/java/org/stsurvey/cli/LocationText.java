package org.stsurvey.cli;

import java.nio.file.Path;
import org.stsurvey.scanner.dataset.remote.Locations;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A path of this machine, or of a cluster's storage (`hdfs://`, `s3a://`, ...).
final class LocationText implements ITypeConverter<Path> {

    @Override
    public Path convert(String value) {
        try {
            return Locations.of(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(SafeText.of(String.valueOf(e.getMessage())));
        }
    }
}
