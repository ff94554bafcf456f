package org.stsurvey.cli.settings;

/// A setting that cannot be used; the message names the place, the key and the rule.
public final class UnusableSettingException extends Exception {

    private static final long serialVersionUID = 1;

    public UnusableSettingException(String message) {
        super(message);
    }
}
