package io.paz.test.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.paz.etcd.FreePort;
import io.paz.test.platform.Await;
import io.paz.test.platform.Command;
import io.paz.test.platform.Platform;
import io.paz.testing.TestAuthority;
import io.paz.testing.TestAuthority.Issued;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/** The way of a person over the page, as {@code web-ui/e2e} walks it, on a platform of its own. */
final class WebPageTest {

    private static final Path WEB_UI = Platform.ROOT.resolve("web-ui");
    private static final Path WALKER = WEB_UI.resolve("node_modules/vitest/vitest.mjs");

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    @Test
    void a_person_finds_the_way_from_the_link_to_the_last_service() throws Exception {
        Optional<Path> browser = program("chromium");
        assumeTrue(browser.isPresent(), "chromium is not installed");
        assumeTrue(Files.exists(WALKER), "the web page was left out of this build, which had no Node");
        try (Platform platform = new Platform(folder.resolve("paz"))) {
            platform.up("--no-demo", "--tls-port", String.valueOf(FreePort.next()), "--domain", "paz.example.org");
            String link = link(platform);
            String domainLink = linkOfDomain(platform);

            Command.Result walk = Command.of(
                            node(),
                            WALKER.toString(),
                            "run",
                            "--config",
                            WEB_UI.resolve("e2e/vitest.config.ts").toString())
                    .run(Map.of(
                            "PAZ_LINK",
                            link,
                            "PAZ_DOMAIN_LINK",
                            domainLink,
                            "PAZ_PUBLIC_PORT",
                            platform.setting("PAZ_PUBLIC_PORT"),
                            "PAZ_CHROMIUM",
                            browser.get().toString()));

            assertThat(walk.status()).as(walk.output()).isZero();
        }
    }

    private static String link(Platform platform) {
        return platform.paz("open").expectSuccess().output().lines().findFirst().orElseThrow();
    }

    /** Once there is a certificate for the domain. */
    private static String linkOfDomain(Platform platform) throws IOException {
        Issued pair = TestAuthority.create(Files.createDirectory(folder.resolve("authority")))
                .issue("paz.example.org");
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("chain", pair.chain())
                .put("key", pair.key())
                .toString();
        platform.orchestrator("PUT", "/certificates/page", body).expect(200);
        Await.until(
                "the page is served at its domain", SOON, () -> link(platform).startsWith("https://paz.example.org:"));
        return link(platform);
    }

    /** The one that built the page. */
    private static String node() {
        Path fetched = WEB_UI.resolve("target/node/node");
        return Files.isExecutable(fetched) ? fetched.toString() : "node";
    }

    private static Optional<Path> program(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
