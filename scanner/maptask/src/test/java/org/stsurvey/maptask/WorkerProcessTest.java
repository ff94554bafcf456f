package org.stsurvey.maptask;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A process that says what it does, and what becomes of it. */
class WorkerProcessTest {

    private static final int CLASS_FILES_OF_JAVA_17 = 61;

    private final List<String> heard = new ArrayList<>();

    private int run(String script) throws IOException, InterruptedException {
        WorkerProcess.Listener listener = new WorkerProcess.Listener() {
            @Override
            public void status(String text) {
                heard.add("status " + text);
            }

            @Override
            public void count(String name, long more) {
                heard.add(name + " " + more);
            }

            @Override
            public void alive() {
                heard.add("alive");
            }
        };
        return new WorkerProcess(List.of("sh", "-c", script, "sh", "1,2"), Map.of("HADOOP_USER_NAME", "alice"))
                .run(listener);
    }

    @Test
    void statusAndCountersArePassedOnAndEveryLineIsASignOfLife() throws Exception {
        assertThat(run("printf 'status\\tscanning\\ncount\\tdone\\t12\\ncount\\tdone\\tmany\\nanything\\n'"))
                .isZero();
        assertThat(heard).containsExactly("status scanning", "alive", "done 12", "alive", "alive", "alive");
    }

    @Test
    void itsExitStatusArgumentAndUserAreHanded() throws Exception {
        assertThat(run("printf 'status\\t%s of %s\\n' \"$1\" \"$HADOOP_USER_NAME\"; exit 5"))
                .isEqualTo(5);
        assertThat(heard).first().isEqualTo("status 1,2 of alice");
    }

    @Test
    void aProcessThatIsKilledHasAStatusThatIsNotZero() throws Exception {
        assertThat(run("kill -9 $$")).isNotZero();
    }

    @Test
    void theClassesAreThoseOfHadoopsOldestJava() throws IOException {
        for (Class<?> type : List.of(ProcessMapper.class, WorkList.class, WorkList.Piece.class, WorkerProcess.class)) {
            String file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
            try (DataInputStream in = new DataInputStream(type.getResourceAsStream(file))) {
                in.readInt();
                in.readUnsignedShort();
                assertThat(in.readUnsignedShort()).as(type.getName()).isEqualTo(CLASS_FILES_OF_JAVA_17);
            }
        }
    }
}
