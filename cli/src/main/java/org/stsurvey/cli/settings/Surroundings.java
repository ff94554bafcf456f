package org.stsurvey.cli.settings;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What surrounds a process and may set its options: its environment and the files in the usual places.
///
/// @param environment all of it
/// @param files the usual places, the one that decides first
public record Surroundings(Map<String, String> environment, List<Path> files) {

    public static final String FILE_NAME = "stsurvey.properties";

    static final String ENVIRONMENT = "environment ";
    private static final String PREFIX = "STSURVEY_";
    private static final String CONFIG = "STSURVEY_CONFIG";

    /// Read by the launcher.
    private static final List<String> OF_THE_LAUNCHER = List.of("STSURVEY_JAVA_", "STSURVEY_AOT");

    public Surroundings {
        environment = Map.copyOf(environment);
        files = List.copyOf(files);
    }

    /// Nothing.
    public static Surroundings none() {
        return new Surroundings(Map.of(), List.of());
    }

    /// Those of this process: the project's file in the current folder, the user's, the system's.
    public static Surroundings ofThisProcess() {
        Map<String, String> environment = System.getenv();
        List<Path> files = new ArrayList<>(List.of(Path.of(FILE_NAME)));
        userFolder(environment.getOrDefault("XDG_CONFIG_HOME", ""), System.getProperty("user.home", ""))
                .map(folder -> folder.resolve("stsurvey").resolve(FILE_NAME))
                .ifPresent(files::add);
        files.add(Path.of("/etc/stsurvey").resolve(FILE_NAME));
        return new Surroundings(environment, files);
    }

    private static Optional<Path> userFolder(String configuration, String home) {
        try {
            // "All paths set in these environment variables must be absolute": XDG Base Directory Specification.
            return Optional.of(Path.of(configuration).isAbsolute() ? Path.of(configuration) : Path.of(home, ".config"));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    /// Whether anything but the command line can set an option.
    public boolean areSilent() {
        return environment.keySet().stream().noneMatch(name -> name.startsWith(PREFIX))
                && files.stream().noneMatch(Files::exists);
    }

    /// All settings, those that decide first: environment, then file by file.
    ///
    /// @param config a file that is read in place of the usual ones
    /// @param keys every key there is
    public List<List<Setting>> settings(Optional<Path> config, List<String> keys) throws UnusableSettingException {
        Optional<Path> only = config.isPresent() ? config : named(environment.getOrDefault(CONFIG, ""));
        List<List<Setting>> all = new ArrayList<>();
        all.add(ofEnvironment(keys));
        for (Path file : only.map(List::of).orElse(files)) {
            if (only.isPresent() || Files.exists(file)) {
                all.add(SettingsFile.read(file));
            }
        }
        return all;
    }

    private static Optional<Path> named(String file) throws UnusableSettingException {
        try {
            return file.isBlank() ? Optional.empty() : Optional.of(Path.of(file));
        } catch (InvalidPathException e) {
            throw new UnusableSettingException(
                    ENVIRONMENT + CONFIG + ": " + Quoted.of(file) + " cannot be a path here: " + e.getReason());
        }
    }

    private List<Setting> ofEnvironment(List<String> keys) throws UnusableSettingException {
        Map<String, String> keyOf = new TreeMap<>();
        keys.forEach(key -> keyOf.put(name(key), key));
        List<Setting> settings = new ArrayList<>();
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            String name = variable.getKey();
            if (!name.startsWith(PREFIX)
                    || isOurOwn(name)
                    || variable.getValue().isBlank()) {
                continue;
            }
            String key = keyOf.get(name);
            if (key == null) {
                throw new UnusableSettingException("environment " + Quoted.of(name) + " sets no option"
                        + Nearest.to(name, List.copyOf(keyOf.keySet()))
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; unset it"));
            }
            settings.add(new Setting(key, List.of(variable.getValue().strip()), ENVIRONMENT + name));
        }
        return settings;
    }

    private static boolean isOurOwn(String name) {
        return name.equals(CONFIG) || OF_THE_LAUNCHER.stream().anyMatch(name::startsWith);
    }

    /// The variable that sets the option of a key.
    public static String name(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
    }
}
