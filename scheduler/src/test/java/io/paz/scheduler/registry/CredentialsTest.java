package io.paz.scheduler.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins as Docker's command finds them. */
class CredentialsTest {

    @TempDir
    Path folder;

    private Optional<Login> login(String config, String registry) throws IOException {
        Path file = Files.writeString(folder.resolve("config.json"), config);
        return new Credentials(Optional.of(file), "relative:" + folder).of(registry);
    }

    private void helper(String name, String script) throws IOException {
        Path program = Files.writeString(folder.resolve("docker-credential-" + name), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"credsStore\":\"test\"}",
                "{\"auths\":{\"r.example:5000\":{}},\"credHelpers\":{\"r.example:5000\":\"test\"}}"
            })
    void a_helper_is_asked_for_the_registry(String config) throws IOException {
        helper("test", """
                [ "$1" = get ] && read -r server
                [ "$server" = r.example:5000 ] || { echo credentials not found in native keychain; exit 1; }
                echo '{"ServerURL":"r.example:5000","Username":"carol","Secret":"a:b \\"c\\""}'
                """);
        assertThat(login(config, "r.example:5000")).contains(Login.of("carol", "a:b \"c\""));
        assertThat(login(config, "other.example")).isEmpty();
    }

    @Test
    void a_helper_need_not_read_its_question() throws IOException {
        helper("deaf", "exec <&-; echo '{\"Username\":\"<token>\",\"Secret\":\"long lived\"}'");
        assertThat(login("{\"credsStore\":\"deaf\"}", "r.example")).contains(Login.of("<token>", "long lived"));
    }

    @Test
    void a_helper_that_fails_is_said_with_its_words() throws IOException {
        helper("locked", "echo the keychain is locked; exit 1");
        assertThatThrownBy(() -> login("{\"credsStore\":\"locked\"}", "r.example"))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("docker-credential-locked failed: the keychain is locked");
    }

    @Test
    void a_login_is_found_under_each_form_of_the_registrys_name() throws IOException {
        assertThat(login("{\"auths\":{\"https://r.example\":{\"auth\":\"YTpi\"}}}", "r.example"))
                .contains(Login.encoded("YTpi"));
        assertThat(login("{\"auths\":{\"https://index.docker.io/v1/\":{\"auth\":\"YTpi\"}}}", "docker.io"))
                .contains(Login.of("a", "b"));
        assertThat(login("{\"auths\":{\"other.example\":{\"auth\":\"YTpi\"}}}", "r.example"))
                .isEmpty();
    }

    @Test
    void a_helper_that_is_not_installed_is_said() {
        assertThatThrownBy(() -> login("{\"credsStore\":\"none-of-that-name\"}", "r.example"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("docker-credential-none-of-that-name is not installed");
    }

    @Test
    void a_helpers_name_is_no_path() {
        assertThatThrownBy(() -> login("{\"credHelpers\":{\"r.example\":\"x/../../evil\"}}", "r.example"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected: letters, digits, dots, hyphens");
    }

    @Test
    void a_login_does_not_show_its_secret() {
        assertThat(Login.of("carol", "secret")).hasToString("a password");
        assertThat(Login.of("<token>", "secret")).hasToString("an identity token");
    }
}
