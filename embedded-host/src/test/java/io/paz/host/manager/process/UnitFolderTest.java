package io.paz.host.manager.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.paz.host.manager.JobType;
import io.paz.host.manager.ServiceSnapshot;
import io.paz.host.manager.UnitHomes.Memory;
import io.paz.host.manager.process.UnitFolder.DatedMemory;
import io.paz.host.unit.UnitFile;
import io.paz.host.unit.UnitName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of a unit is read back whole or not at all. */
class UnitFolderTest {

    private static final DatedMemory OLD = memory("one-boot");
    private static final DatedMemory NEW = memory("next-boot");

    @TempDir
    private Path root;

    private UnitFolder folder;

    @BeforeEach
    void create() {
        folder = UnitFolder.create(root, new UnitName("a.service"), UnitFile.parse("[Service]\nExecStart=/bin/true\n"));
        folder.remember(OLD);
    }

    private static DatedMemory memory(String boot) {
        return new DatedMemory(boot, new Memory(true, JobType.NONE, false, ServiceSnapshot.NEW));
    }

    @Test
    void whatWasRememberedLastIsReadBack() {
        folder.remember(NEW);
        assertThat(new UnitFolder(folder.path()).memory()).isEqualTo(NEW);
    }

    @Test
    void aWriteThatWasCutOffLeavesTheLastMemory() throws IOException {
        Files.writeString(folder.path().resolve("state.json.new"), "{\"bootId\":\"ne");
        assertThat(UnitFolder.list(root)).singleElement().satisfies(found -> assertThat(found.memory())
                .isEqualTo(OLD));
        folder.remember(NEW);
        assertThat(folder.memory()).isEqualTo(NEW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"state.json", "unit.json"})
    void aFileThatWasCutAtAnyByteIsRefused(String name) throws IOException {
        Path file = folder.path().resolve(name);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatExceptionOfType(BrokenUnitFolderException.class)
                    .as("%d of %d bytes", length, whole.length)
                    .isThrownBy(name.startsWith("state") ? folder::memory : folder::content)
                    .withMessageStartingWith(file + ": ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\0\0\0\0", "[]"})
    void aFileThatHoldsSomethingElseIsRefused(String text) throws IOException {
        Files.writeString(folder.path().resolve("state.json"), text);
        assertThatExceptionOfType(BrokenUnitFolderException.class).isThrownBy(folder::memory);
    }
}
