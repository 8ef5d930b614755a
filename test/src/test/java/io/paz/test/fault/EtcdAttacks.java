package io.paz.test.fault;

import io.paz.test.platform.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Tries to write a key to an etcd of this machine, from where it must not be possible.
 *
 * @param endpoint its URL
 * @param folder for what the attackers need
 */
record EtcdAttacks(String endpoint, Path folder) {

    private static final String VALUE = "written";
    private static final String NOBODY = "65534";
    private static final String PAGE_MILLISECONDS = "20000";

    /** A script of a page of another origin: a simple request, for which no browser asks beforehand. */
    void page(Path browser, String key) {
        try {
            Path page = Files.writeString(folder.resolve("page.html"), """
                    <body><script>
                    fetch("%s/v3/kv/put",
                        {method: "POST", mode: "no-cors", headers: {"Content-Type": "text/plain"}, body: '%s'});
                    </script></body>
                    """.formatted(endpoint, put(key)));
            Command.of(
                            browser.toString(),
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--user-data-dir=" + folder.resolve("browser"),
                            "--virtual-time-budget=" + PAGE_MILLISECONDS,
                            "--dump-dom",
                            page.toUri().toString())
                    .run(Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same request by a user of the machine who is nobody in particular. */
    void requestOfLocalUser(String key) {
        asNobody(List.of(
                "curl", "-sk", "-m", "5", "-H", "Content-Type: text/plain", "-d", put(key), endpoint + "/v3/kv/put"));
    }

    /** etcd's own client, by that user. */
    void clientOfLocalUser(String key) {
        asNobody(List.of(
                "etcdctl",
                "--endpoints=" + endpoint,
                "--insecure-skip-tls-verify",
                "--dial-timeout=2s",
                "--command-timeout=2s",
                "put",
                key,
                VALUE));
    }

    /** What that user gets to see of a file. */
    static Command.Result theft(Path file) {
        return asNobody(List.of("cat", file.toString()));
    }

    private static Command.Result asNobody(List<String> line) {
        return Command.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups")
                .with(line)
                .run(Map.of("ETCDCTL_API", "3"));
    }

    private static String put(String key) {
        return "{\"key\": \"%s\", \"value\": \"%s\"}".formatted(base64(key), base64(VALUE));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
