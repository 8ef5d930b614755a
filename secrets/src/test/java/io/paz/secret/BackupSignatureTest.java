package io.paz.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupSignatureTest {

    @TempDir
    Path folder;

    private Path backup;
    private Path keys;
    private BackupSignature signature;

    @BeforeEach
    void save() throws IOException {
        backup = Files.createDirectories(folder.resolve("backup"));
        keys = folder.resolve("secrets.key");
        SecretCipher.openOrCreate(keys);
        Files.createDirectories(backup.resolve("scheduler/shared"));
        Files.writeString(backup.resolve("scheduler/shared/1.sst"), "data");
        Files.writeString(backup.resolve("token"), "0123");
        signature = new BackupSignature(backup, keys);
        signature.sign();
    }

    @Test
    void is_verified_with_the_key_that_signed_and_after_a_rotation() throws IOException {
        assertThat(signature.verify()).isEmpty();

        Files.writeString(keys, SecretKey.random().line() + "\n", StandardOpenOption.APPEND);

        assertThat(signature.verify()).isEmpty();
        assertThat(backup.resolve("signature")).content().doesNotContain("0123");
    }

    @Test
    void says_that_a_backup_is_not_signed_or_by_whom_it_is() throws IOException {
        BackupSignature foreign = new BackupSignature(backup, folder.resolve("other.key"));
        String id = SecretCipher.open(keys).keyId();
        assertThat(foreign.verify())
                .contains(backup + " is signed with key " + id + ", and there is no " + folder + "/other.key");

        SecretCipher.openOrCreate(folder.resolve("other.key"));
        assertThat(foreign.verify())
                .contains(backup + " is signed with key " + id + ", which " + folder + "/other.key does not have");

        Files.delete(backup.resolve("signature"));
        assertThat(signature.verify()).contains(backup + " is not signed");
    }

    @Test
    void refuses_every_change() throws IOException {
        refused(backup.resolve("token"), "0124", "token is another one");
        refused(backup.resolve("scheduler/shared/1.sst"), "dat", "1.sst is another one");
        refused(backup.resolve("config"), "PAZ_INSECURE=true", "config is another one");
        String signed = Files.readString(backup.resolve("signature"));
        refused(backup.resolve("signature"), signed.replace("token", "tokem"), "signature does not fit");
        refused(backup.resolve("signature"), signed + " ", "signature does not fit");
        refused(backup.resolve("signature"), "", "is no signature");
        refused(backup.resolve("signature"), signed.substring(0, 40), "signature does not fit");

        Files.delete(backup.resolve("token"));
        assertThatThrownBy(signature::verify).hasMessageContaining("token is another one, new or missing");
        Files.createSymbolicLink(backup.resolve("token"), Path.of("/etc/passwd"));
        assertThatThrownBy(signature::verify).hasMessageContaining("no links");
    }

    private void refused(Path file, String content, String reason) throws IOException {
        byte[] before = Files.exists(file) ? Files.readAllBytes(file) : null;
        Files.writeString(file, content);
        assertThatThrownBy(signature::verify)
                .as(content)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was changed after it was signed")
                .hasMessageContaining(reason);
        if (before == null) {
            Files.delete(file);
        } else {
            Files.write(file, before);
        }
        assertThat(signature.verify()).isEmpty();
    }

    @Test
    void copies_what_was_signed_and_leaves_what_an_interrupted_backup_added() throws IOException {
        Files.writeString(backup.resolve("scheduler/shared/2.sst"), "unfinished");
        Path copy = Files.createDirectory(folder.resolve("copy"));

        assertThat(signature.copyTo(copy)).isEmpty();

        assertThat(copy.resolve("scheduler/shared/1.sst")).hasContent("data");
        assertThat(copy.resolve("token")).hasContent("0123");
        assertThat(copy.resolve("scheduler/shared/2.sst")).doesNotExist();
    }

    @Test
    void copies_nothing_that_was_changed_or_is_a_link_or_that_nobody_signed() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        Files.writeString(backup.resolve("token"), "0124");
        assertThatThrownBy(() -> signature.copyTo(copy))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("token is another one");

        Files.delete(backup.resolve("token"));
        Files.writeString(folder.resolve("elsewhere"), "0123");
        Files.createSymbolicLink(backup.resolve("token"), folder.resolve("elsewhere"));
        Path second = Files.createDirectory(folder.resolve("second"));
        assertThatThrownBy(() -> signature.copyTo(second))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("token is another one");

        Files.delete(backup.resolve("signature"));
        Path third = Files.createDirectory(folder.resolve("third"));
        assertThat(signature.copyTo(third)).contains(backup + " is not signed");
        assertThat(third).isEmptyDirectory();
    }
}
