package io.paz.directory.catalog.proxy;

import io.paz.directory.catalog.field.InvalidFieldException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An address, or a network of addresses, of IPv4 or IPv6. */
final class Network {

    private static final int MAX_NETWORKS = 100;
    private static final String NUMBER = "(?:0|[1-9][0-9]{0,2})";
    private static final Pattern FORM =
            Pattern.compile("((?:%1$s[.]){3}%1$s|[0-9a-fA-F:]{2,39})(?:/(%1$s))?".formatted(NUMBER));
    private static final int BITS_OF_4 = 32;
    private static final int BITS_OF_6 = 128;

    private Network() {}

    static void checkAll(String field, List<String> networks) {
        InvalidFieldException.unless(
                !networks.isEmpty() && networks.size() <= MAX_NETWORKS,
                field,
                networks.size() + " networks",
                "1 to " + MAX_NETWORKS);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < networks.size(); i++) {
            String network = networks.get(i);
            InvalidFieldException.unless(
                    isNetwork(network) && seen.add(network),
                    "%s[%d]".formatted(field, i),
                    network,
                    "an address or a network such as 10.0.0.0/8 or fd00::/8, once");
        }
    }

    private static boolean isNetwork(@Nullable String text) {
        Matcher parts = FORM.matcher(text == null ? "" : text);
        if (!parts.matches()) {
            return false;
        }
        boolean isSix = parts.group(1).contains(":");
        String bits = parts.group(2);
        return isAddress(parts.group(1)) && (bits == null || Integer.parseInt(bits) <= (isSix ? BITS_OF_6 : BITS_OF_4));
    }

    /** Nothing is looked up: the text has digits and separators alone. */
    private static boolean isAddress(String text) {
        if (!text.contains(":")) {
            return Pattern.compile("[.]").splitAsStream(text).allMatch(number -> Integer.parseInt(number) <= 255);
        }
        try {
            return InetAddress.getByName(text) != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
