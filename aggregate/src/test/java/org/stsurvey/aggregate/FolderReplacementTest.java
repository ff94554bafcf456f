package org.stsurvey.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FolderReplacementTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path parent;

    private void replace(String text) throws IOException {
        try (FolderReplacement output = FolderReplacement.of(parent.resolve("site"), "page")) {
            Files.writeString(output.building().resolve("page"), text);
            output.publish();
        }
    }

    @Test
    void theNewFolderTakesThePlaceOfTheOldAndNothingIsLeftBesideIt() throws Exception {
        replace("old");
        replace("new");
        assertThat(parent.resolve("site/page")).hasContent("new");
        try (var left = Files.list(parent)) {
            assertThat(left).containsExactly(parent.resolve("site"));
        }
    }

    @Test
    void whatIsNotPublishedLeavesTheOldFolder() throws Exception {
        replace("old");
        try (FolderReplacement output = FolderReplacement.of(parent.resolve("site"), "page")) {
            Files.writeString(output.building().resolve("page"), "half");
        }
        assertThat(parent.resolve("site/page")).hasContent("old");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whoeverLooksSeesAWholeFolderAtAnyTime() throws Exception {
        replace("0");
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong missing = new AtomicLong();
        AtomicLong looks = new AtomicLong();
        Thread reader = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                looks.incrementAndGet();
                missing.addAndGet(Files.exists(parent.resolve("site")) ? 0 : 1);
            }
        });
        for (int i = 1; i <= 200; i++) {
            replace(Integer.toString(i));
        }
        done.set(true);
        reader.join();
        assertThat(looks).hasPositiveValue();
        assertThat(missing).hasValue(0);
    }
}
