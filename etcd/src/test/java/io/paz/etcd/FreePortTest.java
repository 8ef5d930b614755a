package io.paz.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreePortTest {

    @Test
    void noPortIsGivenTwice() {
        Set<Integer> given = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            given.add(FreePort.next());
        }

        assertThat(given).hasSize(200);
        assertThat(given).allMatch(port -> port >= 10_000 && port < FreePort.firstOfClients());
    }

    /** Its first digit only was read once, and all tests chose among a thousand ports. */
    @Test
    void theFirstPortOfClientsIsTheKernelsWholeNumber() throws Exception {
        Process cat = new ProcessBuilder("cat", "/proc/sys/net/ipv4/ip_local_port_range").start();
        String range = new String(cat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

        assertThat(FreePort.firstOfClients()).isEqualTo(Math.max(11_000, Integer.parseInt(range.split("\\s+")[0])));
    }

    /** An empty number was read as 1 once, and two processes chose among the same ports. */
    @Test
    void eachTestProcessKnowsItsNumber() {
        assertThat(Integer.parseInt(System.getProperty("test.process", "1"))).isPositive();
    }
}
