package io.paz.confd.template.function;

/** Go's escapes for HTML and JavaScript. */
final class Escapes {

    private Escapes() {}

    static String html(String text) {
        return text.replace("\0", "\uFFFD")
                .replace("&", "&amp;")
                .replace("\"", "&#34;")
                .replace("'", "&#39;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    static String js(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> appendJs(escaped, c));
        return escaped.toString();
    }

    private static void appendJs(StringBuilder escaped, int c) {
        if (c == '\\' || c == '\'' || c == '"') {
            escaped.append('\\').append((char) c);
        } else if (c < ' ' || "<>&=".indexOf(c) >= 0) {
            escaped.append(String.format("\\u%04X", c));
        } else {
            escaped.appendCodePoint(c);
        }
    }
}
