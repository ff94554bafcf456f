package org.stsurvey.cli;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.stsurvey.scanner.JvmSwitches;

/// Sets the JVM's switches before the first test class is loaded, as `main` does before anything else.
public final class SwitchesFirst implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        JvmSwitches.install();
    }
}
