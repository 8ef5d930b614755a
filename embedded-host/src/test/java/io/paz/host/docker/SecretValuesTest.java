package io.paz.host.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.host.container.ContainerRequest;
import io.paz.host.container.DockerRunParser;
import io.paz.secret.SecretCipher;
import io.paz.secret.SecretKeyException;
import io.paz.secret.SecretVariable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretValuesTest {

    private static final String VALUE = "planted=\n\"two\" \u00e9\r\n";

    @TempDir
    private Path folder;

    private Path keys;
    private String secret;
    private SecretValues values;

    @BeforeEach
    void encrypt() {
        keys = folder.resolve("secrets.key");
        secret = SecretVariable.encrypt(SecretCipher.openOrCreate(keys), "web", "DB", VALUE)
                .text();
        values = new SecretValues(keys);
    }

    @Test
    void a_container_gets_the_value_of_its_service() {
        ContainerRequest request = request("web", "DB", secret);

        assertThat(values.reveal(request).program().env()).containsExactly("A=1", "DB=" + VALUE);
        assertThat(values.reveal(request))
                .usingRecursiveComparison()
                .ignoringFields("program.env")
                .isEqualTo(request);
        assertThat(request.toString()).doesNotContain("planted");
    }

    @Test
    void a_key_that_was_added_meanwhile_decrypts() throws Exception {
        Files.writeString(keys, "ffffffff " + "ab".repeat(32) + "\n", StandardOpenOption.APPEND);
        String later = SecretVariable.encrypt(SecretCipher.open(keys), "web", "DB", "later")
                .text();

        assertThat(values.reveal(request("web", "DB", later)).program().env()).contains("DB=later");
        assertThat(values.reveal(request("web", "DB", secret)).program().env()).contains("DB=" + VALUE);
    }

    @Test
    void nothing_but_the_service_and_variable_it_is_of_gets_it() {
        refused(values, request("other", "DB", secret), "variable/other/DB");
        refused(values, request("web", "DB2", secret), "variable/web/DB2");
        refused(values, request("web", "DB", secret.substring(0, 27)), "variable/web/DB: damaged");
        refused(values, request("web", "DB", secret.substring(0, secret.length() - 2)), "variable/web/DB");
    }

    @Test
    void a_host_without_keys_refuses_secret_variables_alone() {
        refused(SecretValues.NONE, request("web", "DB", secret), "this host was given no keys");
        refused(new SecretValues(folder.resolve("none")), request("web", "DB", secret), "none");
        assertThat(SecretValues.NONE
                        .reveal(request("web", "DB", "plain"))
                        .program()
                        .env())
                .containsExactly("A=1", "DB=plain");
    }

    private static void refused(SecretValues values, ContainerRequest request, String message) {
        assertThatThrownBy(() -> values.reveal(request))
                .isInstanceOf(SecretKeyException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("planted");
    }

    private static ContainerRequest request(String service, String variable, String value) {
        List<String> words = List.of(
                "docker",
                "run",
                "--label=io.paz.service=" + service,
                "--env=A=1",
                "--env=" + variable + "=" + value,
                "paz/demo-api");
        return DockerRunParser.parse(words, Map.of()).orElseThrow();
    }
}
