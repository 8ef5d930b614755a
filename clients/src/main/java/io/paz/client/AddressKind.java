package io.paz.client;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** How near an address is to this machine. */
public enum AddressKind {
    /** Of the internet. */
    PUBLIC,
    /** Of a private network, or of one that is not routed on the internet. */
    PRIVATE,
    /** This machine itself. */
    LOOPBACK,
    /** Of the own link, as metadata services of clouds are, or of no single machine. */
    LINK_LOCAL;

    public static AddressKind of(InetAddress given) {
        InetAddress address = embedded(given);
        if (address.isLoopbackAddress() || address.isAnyLocalAddress() || isThisNetwork(address)) {
            return LOOPBACK;
        }
        if (address.isLinkLocalAddress() || address.isMulticastAddress() || isReserved(address)) {
            return LINK_LOCAL;
        }
        return address.isSiteLocalAddress() || isUniqueLocal(address) || isShared(address) ? PRIVATE : PUBLIC;
    }

    /** Whether who is reached at an address of this kind may send a caller on to one of the other. */
    public boolean mayLeadTo(AddressKind other) {
        return switch (other) {
            case PUBLIC -> true;
            case PRIVATE -> this == PRIVATE || this == LOOPBACK;
            case LOOPBACK -> this == LOOPBACK;
            case LINK_LOCAL -> this == LINK_LOCAL;
        };
    }

    /** The IPv4 address that one of IPv6 stands for: ::ffff:0:0/96, ::/96, and by translation 64:ff9b::/96 and 2002::/16. */
    private static InetAddress embedded(InetAddress address) {
        byte[] bytes = address.getAddress();
        String prefix = HexFormat.of().formatHex(bytes, 0, bytes.length - 4);
        boolean atEnd = prefix.equals("0".repeat(20) + "ffff")
                || prefix.equals("0064ff9b" + "0".repeat(16))
                || prefix.equals("0".repeat(24)) && !address.isLoopbackAddress() && !address.isAnyLocalAddress();
        int from = atEnd ? 12 : prefix.startsWith("2002") ? 2 : -1;
        try {
            return from < 0 ? address : InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /** 0.0.0.0/8, which many systems take for themselves. */
    private static boolean isThisNetwork(InetAddress address) {
        return !(address instanceof Inet6Address) && address.getAddress()[0] == 0;
    }

    /** 240.0.0.0/4, the broadcast address in it. */
    private static boolean isReserved(InetAddress address) {
        return !(address instanceof Inet6Address) && (address.getAddress()[0] & 0xf0) == 0xf0;
    }

    /** fc00::/7 */
    private static boolean isUniqueLocal(InetAddress address) {
        return address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
    }

    /** 100.64.0.0/10, of carriers and of some clouds. */
    private static boolean isShared(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    }
}
