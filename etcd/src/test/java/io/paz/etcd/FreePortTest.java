package io.paz.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
        assertThat(given).allMatch(port -> port >= FreePort.FIRST && port < FreePort.END);
    }

    /** Its first digit only was read once, and all tests chose among a thousand ports. */
    @Test
    void theFirstPortOfClientsIsTheKernelsWholeNumber() throws Exception {
        Process cat = new ProcessBuilder("cat", "/proc/sys/net/ipv4/ip_local_port_range").start();
        String range = new String(cat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

        assertThat(FreePort.firstOfClients()).isEqualTo(Math.max(11_000, Integer.parseInt(range.split("\\s+")[0])));
    }

    @Test
    void eachTestProcessHasAShareOfItsOwn() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PrintedShare.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        String share = new String(other.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

        assertThat(other.waitFor()).isZero();
        assertThat(Integer.parseInt(share.strip())).isNotEqualTo(FreePort.share());
    }

    /** What another test process prints. */
    static final class PrintedShare {
        public static void main(String[] arguments) {
            System.out.println(FreePort.share());
        }
    }
}
