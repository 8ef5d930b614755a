package io.paz.client;

import static io.paz.client.AddressKind.LINK_LOCAL;
import static io.paz.client.AddressKind.LOOPBACK;
import static io.paz.client.AddressKind.PRIVATE;
import static io.paz.client.AddressKind.PUBLIC;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressKindTest {

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, PUBLIC",
        "172.32.0.1, PUBLIC",
        "100.128.0.1, PUBLIC",
        "2606:4700::1111, PUBLIC",
        "10.1.2.3, PRIVATE",
        "172.17.0.1, PRIVATE",
        "192.168.1.1, PRIVATE",
        "100.64.0.1, PRIVATE",
        "fd00::1, PRIVATE",
        "127.0.0.1, LOOPBACK",
        "127.255.0.9, LOOPBACK",
        "0.0.0.0, LOOPBACK",
        "0.1.2.3, LOOPBACK",
        "::1, LOOPBACK",
        "::, LOOPBACK",
        "::ffff:127.0.0.1, LOOPBACK",
        "169.254.169.254, LINK_LOCAL",
        "fe80::1, LINK_LOCAL",
        "224.0.0.1, LINK_LOCAL",
        "255.255.255.255, LINK_LOCAL"
    })
    void tells_how_near_an_address_is(String address, AddressKind kind) throws UnknownHostException {
        assertThat(AddressKind.of(InetAddress.getByName(address))).isEqualTo(kind);
    }

    /** Netty keeps them as they are, where Java makes IPv4 addresses of some. */
    @ParameterizedTest
    @CsvSource({
        "00000000000000000000ffff7f000001, LOOPBACK",
        "00000000000000000000ffffa9fea9fe, LINK_LOCAL",
        "00000000000000000000ffff08080808, PUBLIC",
        "0000000000000000000000007f000001, LOOPBACK",
        "0064ff9b00000000000000000a000001, PRIVATE",
        "20027f00000100000000000000000001, LOOPBACK"
    })
    void sees_the_ipv4_address_that_one_of_ipv6_stands_for(String bytes, AddressKind kind) throws UnknownHostException {
        InetAddress address = Inet6Address.getByAddress(null, HexFormat.of().parseHex(bytes), -1);
        assertThat(address).isInstanceOf(Inet6Address.class);
        assertThat(AddressKind.of(address)).isEqualTo(kind);
    }

    @Test
    void leads_to_no_address_that_is_nearer() {
        assertThat(PUBLIC.mayLeadTo(PUBLIC)).isTrue();
        assertThat(PUBLIC.mayLeadTo(PRIVATE)).isFalse();
        assertThat(PUBLIC.mayLeadTo(LOOPBACK)).isFalse();
        assertThat(PUBLIC.mayLeadTo(LINK_LOCAL)).isFalse();
        assertThat(PRIVATE.mayLeadTo(PRIVATE)).isTrue();
        assertThat(PRIVATE.mayLeadTo(LOOPBACK)).isFalse();
        assertThat(LOOPBACK.mayLeadTo(PRIVATE)).isTrue();
        assertThat(LOOPBACK.mayLeadTo(LINK_LOCAL)).isFalse();
    }
}
