package org.stsurvey.inputs;

/// A zone in master file format (RFC 1035 §5): its names are those that it delegates, which for the zone of a
/// top-level domain are the registered domains.
record ZoneFile() implements ListFormat {
    @Override
    public Reading begin() {
        return new ZoneReading();
    }

    @Override
    public String description() {
        return "zone file, the names that it delegates (NS)";
    }

    @Override
    public boolean listsOrigins() {
        return false;
    }
}
