package io.paz.host.manager.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.host.container.ContainerRequest.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunNoteTest {

    /** As a release wrote it that confined no container. */
    private static final String BEFORE = """
            {"invocation":"0a1b","run":3,"phase":"WANTED","exitCode":0,"request":{"image":"demo","neverPull":false,"remove":true,\
            "name":"demo-1-1","labels":{},"program":{"entrypoint":null,"command":[],"env":[],"user":null,"directory":null,\
            "stopTimeout":null,"stopSignal":null,"init":false},"network":{"mode":null,"hostname":null,"ports":[],"extraHosts":[]},\
            "storage":{"binds":[],"volumes":[],"readOnlyRoot":false},"limits":{"memory":67108864,"nanoCpus":null,"privileged":false},\
            "logging":{"driver":null,"options":{}}}}""";

    @TempDir
    Path folder;

    @Test
    void reads_a_note_of_an_unconfined_container() throws IOException {
        Path file = folder.resolve("run-3.container");
        Files.writeString(file, BEFORE);

        RunNote note = RunNote.read(file).orElseThrow();

        assertThat(note.identity()).isEqualTo("0a1b.3");
        assertThat(note.request().limits())
                .isEqualTo(new Limits(Optional.of(64L << 20), Optional.empty(), false, Optional.empty()));
        note.write(file);
        assertThat(RunNote.read(file)).contains(note);
    }
}
