package io.paz.confd.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that no service is routed to, although they stand in the list of hosts. */
final class ServiceHostsTest {

    private static final String DEMO = "/paz/services/demo-api/1/1";
    private static final String SKIPPED = "backend demo-api\n    # skipped: 1 addresses";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "0.0.0.0", "224.0.0.1", "255.255.255.255"})
    void no_service_and_no_part_is_at_an_address_that_is_never_a_host(String host) throws Exception {
        SortedMap<String, String> tree = Trees.usual();
        tree.put("/paz/config/hosts/" + host, "");
        tree.put(DEMO, host + ":80");
        tree.put("/paz/services/paz-web", host + ":80");

        SortedMap<String, String> files = HaproxyFilesTest.render(tree);

        assertThat(files.get("haproxy.cfg"))
                .contains(SKIPPED, "# skipped: 1 parts")
                .doesNotContain(host);
        HaproxyFilesTest.assertHaproxyTakes(folder, files);
    }

    @Test
    void loopback_is_no_host_of_services_unless_all_hosts_are_there() throws Exception {
        SortedMap<String, String> tree = Trees.usual();
        tree.put("/paz/config/hosts/127.0.0.1", "");
        tree.put(DEMO, "127.0.0.1:2379");
        assertThat(HaproxyFilesTest.render(tree).get("haproxy.cfg"))
                .contains(SKIPPED)
                .doesNotContain("127.0.0.1:2379");

        tree.keySet().removeIf(key -> key.startsWith("/paz/config/hosts/10."));
        assertThat(HaproxyFilesTest.render(tree).get("haproxy.cfg")).contains("server demo-api-1-1 127.0.0.1:2379 ");
    }
}
