package org.stsurvey.cli.settings;

import java.util.List;

/// A value of an option, and where it was given.
///
/// @param key as it was written: the option's long name without dashes, with or without `COMMAND.` before it
/// @param values one, or several of an option that may be repeated
/// @param origin such as `/etc/stsurvey/stsurvey.properties line 3` or `environment STSURVEY_RESOLVER`
public record Setting(String key, List<String> values, String origin) {
    public Setting {
        values = List.copyOf(values);
    }

    /// The same, where the option may be repeated: a variable of the environment has its values with blanks
    /// between them.
    public Setting ofSeveral() {
        return origin.startsWith(Surroundings.ENVIRONMENT)
                ? new Setting(key, List.of(values.getFirst().split("\\s+")), origin)
                : this;
    }
}
