package org.stsurvey.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// The defaults are what the documentation says, and what cannot be is refused.
class SettingsTest {
    @Test
    void defaultsArePinned() {
        PrepareSettings settings = PrepareSettings.defaults();
        assertThat(settings.unit()).isEmpty();
        assertThat(settings.strict()).isFalse();
        assertThat(settings.seed()).isEqualTo(1);
        assertThat(settings.limit()).isEqualTo(OptionalLong.empty());
        assertThat(settings.sample()).isEqualTo(OptionalLong.empty());
        assertThat(settings.exclusions().size()).isZero();
        assertThat(settings.citation()).isEqualTo(ListCitation.none());
        assertThat(settings.limits()).isEqualTo(PrepareLimits.defaults());
    }

    @Test
    void limitsArePinned() {
        PrepareLimits limits = PrepareLimits.defaults();
        assertThat(limits.maxLineBytes()).isEqualTo(4_096);
        assertThat(limits.maxUnpackedBytes()).isEqualTo(68_719_476_736L); // 64 GiB
        assertThat(limits.maxExpansion()).isEqualTo(200);
        assertThat(limits.expansionGraceBytes()).isEqualTo(67_108_864); // 64 MiB
        assertThat(limits.partitions()).isEqualTo(512);
        assertThat(limits.partitionBufferBytes()).isEqualTo(65_536);
    }

    @Test
    void whatIsBelowOneIsRefused() {
        assertThatThrownBy(() -> PrepareSettings.defaults().withLimit(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit must be at least 1, not 0");
        assertThatThrownBy(() -> PrepareSettings.defaults().withSample(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sample must be at least 1, not -1");
        assertThatThrownBy(() -> PrepareLimits.defaults().withPartitions(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("partitions must be at least 1, not 0");
    }

    @Test
    void aListsNameCanBeAFoldersName() {
        assertThat(ListCitation.named("top1m-tail").name()).contains("top1m-tail");
        for (String name : new String[] {"", "Tranco", "a/b", "..", "-a", "a b", "a".repeat(65)}) {
            assertThatThrownBy(() -> ListCitation.named(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("list name \"" + name + "\" must be 1 to 64");
        }
    }

    @Test
    void trancosListsAreCitedByTheirIds() {
        assertThat(ListCitation.named("tranco").gap())
                .contains(
                        "list name \"tranco\" has no id, and Tranco's lists are cited by theirs (it is in the file's name and at https://tranco-list.eu)");
        assertThat(ListCitation.named("tranco-full").gap()).isPresent();
        assertThat(new ListCitation(Optional.of("tranco"), Optional.of("XK2N"), Optional.empty(), Optional.empty())
                        .gap())
                .isEmpty();
        assertThat(ListCitation.named("trancoso").gap()).isEmpty();
        assertThat(ListCitation.named("umbrella").gap()).isEmpty();
    }

    @Test
    void formatsHaveCodes() {
        for (ListKind kind : ListKind.values()) {
            assertThat(ListKind.ofCode(kind.code())).isEqualTo(kind);
        }
        assertThatThrownBy(() -> ListKind.ofCode("excel"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("format \"excel\" is none of tranco, alexa, umbrella, majestic, crux, plain, zone");
    }

    @Test
    void idAndUrlAreOneLine() {
        assertThatThrownBy(() ->
                        new ListCitation(Optional.empty(), Optional.of("a\nb"), Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("list id \"a\\u{A}b\" must not be blank or hold control characters");
    }

    @Test
    void aListThatNobodyNamedIsNamedAfterItsFile() {
        named("/data/tranco_XK2N-1m.csv.zip", "tranco-xk2n-1m");
        named("top-1m.csv.gz", "top-1m");
        named("../lists/com.zone", "com-zone");
        named("...", "list");
        named("Größe.txt", "gr-e");
        named("x".repeat(100), "x".repeat(64));
        assertThat(ListSource.standardInput(InputStream.nullInputStream()).usualListName())
                .isEqualTo("stdin");
    }

    @Test
    void unitsHaveCodes() {
        assertThat(Unit.ofCode("as-listed")).isEqualTo(Unit.AS_LISTED);
        assertThat(Unit.ofCode("registrable")).isEqualTo(Unit.REGISTRABLE);
        assertThatThrownBy(() -> Unit.ofCode("host"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unit \"host\" is none of as-listed, registrable");
    }

    private static void named(String path, String name) {
        assertThat(ListSource.of(Path.of(path)).usualListName()).isEqualTo(name);
        assertThat(ListCitation.named(name).name()).contains(name);
    }
}
