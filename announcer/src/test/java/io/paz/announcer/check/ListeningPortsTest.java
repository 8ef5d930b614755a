package io.paz.announcer.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListeningPortsTest {

    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n";

    @TempDir
    private Path folder;

    private ListeningPorts ports(String tcp, String tcp6, int port) throws IOException {
        Files.writeString(folder.resolve("tcp"), HEAD + tcp);
        Files.writeString(folder.resolve("tcp6"), HEAD + tcp6);
        return ListeningPorts.of(folder.toString(), port);
    }

    private static String line(String local, String state) {
        return "   0: " + local + " 00000000:0000 " + state
                + " 00000000:00000000 00:00000000 00000000     0        0 1\n";
    }

    @Test
    void finds_a_port_of_either_family() throws IOException {
        assertThat(ports(line("00000000:0050", "0A"), "", 80).isReachable()).isTrue();
        assertThat(ports("", line("00000000000000000000000000000000:0050", "0A"), 80)
                        .isReachable())
                .isTrue();
    }

    @Test
    void names_what_is_open_instead() throws IOException {
        assertThat(ports("", "", 80).reason(80)).isEqualTo("nothing listens on port 80");
        assertThat(ports(line("00000000:0051", "0A") + line("00000000:1F90", "0A"), "", 80)
                        .reason(80))
                .isEqualTo("nothing listens on port 80; open are 81, 8080");
    }

    @Test
    void dockers_resolver_in_a_container_is_no_port_of_the_program() throws IOException {
        assertThat(ports(line("0B00007F:9B61", "0A") + line("00000000:1F90", "0A"), "", 80)
                        .reason(80))
                .isEqualTo("nothing listens on port 80; open are 8080");
        assertThat(ports(line("0B00007F:0050", "0A"), "", 80).reason(80)).isEqualTo("nothing listens on port 80");
    }

    @Test
    void loopback_of_either_family_does_not_count() throws IOException {
        String own = line("0100007F:0050", "0A") + line("0909097F:0050", "0A");
        String own6 = line("0000000000000000FFFF00000100007F:0050", "0A")
                + line("00000000000000000000000001000000:0050", "0A");
        assertThat(ports(own, own6, 80).reason(80)).isEqualTo("port 80 is open on the container's own 127.0.0.1 only");
    }

    @Test
    void reads_no_further_than_the_sockets_that_listen() throws IOException {
        String connections = line("00000000:0052", "01") + line("00000000:0050", "0A");
        assertThat(ports(line("00000000:0051", "0A") + connections, "", 80).isReachable())
                .isFalse();
    }

    @Test
    void reads_the_kernels_own_tables() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
            assertThat(ListeningPorts.of("/proc/self/net", socket.getLocalPort())
                            .isReachable())
                    .isTrue();
        }
    }

    @Test
    void a_container_that_has_just_ended_has_no_ports() {
        assertThat(ListeningPorts.of(folder.resolve("gone").toString(), 80).isReachable())
                .isFalse();
    }
}
