package org.stsurvey.cli.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A file of settings: lines of `key = value` in UTF-8, a value taken as it stands up to the end of its line,
/// `#` at the start of a line for a comment. An option that may be repeated may have several lines.
final class SettingsFile {

    private static final int MOST_OCTETS = 1 << 20;

    private SettingsFile() {}

    /// The settings of a file, in its order.
    ///
    /// @throws UnusableSettingException if it cannot be read, or a line is no setting
    static List<Setting> read(Path file) throws UnusableSettingException {
        Map<String, Setting> settings = new LinkedHashMap<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String text =
                    number == 1 && line.startsWith("\ufeff") ? line.substring(1).strip() : line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            String place = file + " line " + number;
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new UnusableSettingException(
                        place + ": \"" + Quoted.of(text) + "\" is no setting; write it as key = value");
            }
            String key = text.substring(0, equals).strip();
            String value = text.substring(equals + 1).strip();
            if (value.isEmpty()) {
                throw new UnusableSettingException(
                        place + ": " + Quoted.of(key) + " has no value; leave the line out for the default");
            }
            settings.merge(key, new Setting(key, List.of(value), place), SettingsFile::both);
        }
        return List.copyOf(settings.values());
    }

    private static Setting both(Setting before, Setting more) {
        List<String> values = new ArrayList<>(before.values());
        values.addAll(more.values());
        return new Setting(
                before.key(), values, before.origin() + " and " + more.origin().replaceAll(".* line ", ""));
    }

    private static List<String> lines(Path file) throws UnusableSettingException {
        if (Files.isDirectory(file)) {
            throw new UnusableSettingException(file + " is a folder; give the path of a file of settings");
        }
        try (InputStream in = Files.newInputStream(file)) {
            // Not by its size: a device has none, and no end.
            byte[] octets = in.readNBytes(MOST_OCTETS + 1);
            if (octets.length > MOST_OCTETS) {
                throw new UnusableSettingException(file + " is longer than 1 MiB, so it is no file of settings");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString()
                    .lines()
                    .toList();
        } catch (NoSuchFileException e) {
            throw new UnusableSettingException(file + ": there is no such file; give the path of a file of settings");
        } catch (CharacterCodingException e) {
            throw new UnusableSettingException(file + " is not text in UTF-8; save it so");
        } catch (IOException e) {
            throw new UnusableSettingException(
                    file + " cannot be read (" + e.getClass().getSimpleName() + "); check its permissions");
        }
    }
}
