package org.stsurvey.cli.settings;

/// Text of a file or the environment, made harmless for messages.
final class Quoted {

    private static final int MAX_LENGTH = 100;

    private Quoted() {}

    static String of(String text) {
        String harmless = text.replaceAll("[^\\x20-\\x7e\\u00a1-\\ud7ff]", "?");
        return harmless.length() <= MAX_LENGTH ? harmless : harmless.substring(0, MAX_LENGTH) + "…";
    }
}
