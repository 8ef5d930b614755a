package io.paz.scheduler.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins as Docker's command finds them. */
class CredentialsTest {

    @TempDir
    Path folder;

    private Optional<Login> login(String config, String registry) throws IOException {
        Path file = Files.writeString(folder.resolve("config.json"), config);
        return new Credentials(Optional.of(file)).of(registry);
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
                .hasMessageContaining("docker-credential-none-of-that-name");
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
