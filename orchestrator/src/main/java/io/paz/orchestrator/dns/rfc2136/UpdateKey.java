package io.paz.orchestrator.dns.rfc2136;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TextParseException;

/** A TSIG key, as {@code keymgr -t} prints it: algorithm, name and secret, with colons between. */
public final class UpdateKey {

    private static final Pattern TEXT =
            Pattern.compile("(hmac-sha(?:224|256|384|512)):([A-Za-z0-9._-]{1,253}):([A-Za-z0-9+/=]{16,344})");

    private final TSIG tsig;

    private UpdateKey(TSIG tsig) {
        this.tsig = tsig;
    }

    /** @throws IllegalArgumentException when it is no such text; the message does not show it */
    public static UpdateKey parse(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "TSIG key: not well-formed (expected: hmac-sha256:NAME:SECRET, the secret in Base64)");
        }
        try {
            byte[] secret = Base64.getDecoder().decode(parts.group(3));
            Name algorithm = Name.fromString(parts.group(1), Name.root);
            return new UpdateKey(new TSIG(algorithm, Name.fromString(parts.group(2), Name.root), secret));
        } catch (TextParseException e) {
            throw new IllegalArgumentException("TSIG key: its name is no domain name", e);
        }
    }

    TSIG tsig() {
        return tsig;
    }
}
