package io.paz.cli.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** A platform: the address of its orchestrator, and a token, which no text of this type shows. */
public record Target(URI url, String token) {

    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,4096}");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    /** Checks an address as somebody wrote it. */
    public static URI url(String text) {
        try {
            URI url = new URI(text.replaceAll("/+$", ""));
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            boolean plain = url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getQuery() == null
                    && url.getFragment() == null
                    && (scheme.equals("https") || scheme.equals("http"));
            if (plain) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw CommandException.usage(wrongUrl(text));
        }
        throw CommandException.usage(wrongUrl(text));
    }

    private static String wrongUrl(String text) {
        return "address: \"" + text + "\" (expected: https://paz.example.org or the like, without a password in it)";
    }

    /** Checks a token, so that nothing else enters a header. */
    public static String token(String text) {
        String token = text.strip();
        if (!TOKEN.matcher(token).matches()) {
            throw CommandException.usage(
                    "token: " + token.length() + " characters (expected: 1 to 4096 printable ones without spaces)");
        }
        return token;
    }

    /** Whether everybody on the way can read the token. */
    public static boolean isInTheClear(URI url) {
        return "http".equalsIgnoreCase(url.getScheme())
                && !LOOPBACK.matcher(url.getHost().toLowerCase(Locale.ROOT)).matches();
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
