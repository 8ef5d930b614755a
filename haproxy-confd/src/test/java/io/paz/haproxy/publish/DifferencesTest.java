package io.paz.haproxy.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferencesTest {

    private static final String CONFIGURATION = """
            frontend front
                bind *:80

            backend web
                # skipped: 1 addresses
                timeout check 2s
                server web-1-1 10.0.0.1:80 check inter 2s weight 100
                server web-1-2 10.0.0.2:80 check inter 2s weight 100
            """;
    private static final String HOSTS = "a.paz web\nb.paz web\n";
    private static final Map<String, String> BEFORE = Map.of("main", CONFIGURATION, "hosts.map", HOSTS);

    private static Differences differences(String configuration, String hosts) {
        return new Differences(
                new TreeSet<>(List.of("main", "hosts.map")),
                "main",
                BEFORE,
                Map.of("main", configuration, "hosts.map", hosts));
    }

    @Test
    void whatComesIsThereBeforeWhatGoesIsGone() {
        String after = CONFIGURATION
                .replace("web-1-1 10.0.0.1:80 check inter 2s weight 100", "web-2-1 10.0.0.1:81 check inter 2s weight 9")
                .replace(
                        "web-1-2 10.0.0.2:80 check inter 2s weight 100", "web-1-2 10.0.0.2:80 check inter 2s weight 0");
        Differences differences = differences(after, "a.paz shop\nc.paz web\n");
        ServerName old = new ServerName("web", "web-1-1");
        Server added = new Server(new ServerName("web", "web-2-1"), "10.0.0.1:81", List.of("check", "inter", "2s"), 9);

        assertThat(differences.reloadReason()).isEmpty();
        assertThat(differences.changes())
                .containsExactly(
                        new Change.SetEntry("hosts.map", "a.paz", "shop"),
                        new Change.AddEntry("hosts.map", "c.paz", "web"),
                        new Change.AddServer(added),
                        new Change.SetWeight(new ServerName("web", "web-1-2"), 0),
                        new Change.RemoveServer(old),
                        new Change.RemoveEntry("hosts.map", "b.paz"));
    }

    @Test
    void oneThatMovedIsRemovedBeforeItIsAddedAgain() {
        Differences differences = differences(CONFIGURATION.replace("10.0.0.2:80", "10.0.0.2:81"), HOSTS);
        ServerName moved = new ServerName("web", "web-1-2");
        assertThat(differences.reloadReason()).isEmpty();
        assertThat(differences.changes())
                .containsExactly(
                        new Change.RemoveServer(moved),
                        new Change.AddServer(new Server(moved, "10.0.0.2:81", List.of("check", "inter", "2s"), 100)));
    }

    @Test
    void commentsAndBlankLinesMeanNothingToHaproxy() {
        Differences differences =
                differences(CONFIGURATION.replace("# skipped: 1 addresses", "# skipped: 2 addresses\n"), HOSTS);
        assertThat(differences.reloadReason()).isEmpty();
        assertThat(differences.changes()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "another bind, *:80, *:81, backends",
                "another backend, backend web, backend shop, backends",
                "another timeout of checks, timeout check 2s, timeout check 3s, backends",
                "another interval of one server, 10.0.0.1:80 check inter 2s, 10.0.0.1:80 check inter 3s, web/web-1-1 is checked",
                "an option that the template does not write, weight 100, weight 100 backup, backends",
                "a server without a weight, web-1-1 10.0.0.1:80 check inter 2s weight 100, x 10.0.0.1:80, backends"
            })
    void whatHaproxyCannotFollowWhileItRunsNeedsAReload(String name, String from, String to, String reason) {
        assertThat(differences(CONFIGURATION.replace(from, to), HOSTS).reloadReason())
                .as(name)
                .hasValueSatisfying(why -> assertThat(why).startsWith(reason));
    }

    @Test
    void anotherFileThanAMapNeedsAReload() {
        Differences differences = new Differences(
                new TreeSet<>(List.of("errors.http")), "main", Map.of("errors.http", "a"), Map.of("errors.http", "b"));
        assertThat(differences.reloadReason()).hasValue("errors.http changed");
    }
}
