package io.paz.certificate;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Block of a PEM text (RFC 7468).
 *
 * @param encrypted whether headers stand in it, as in the older form of encrypted keys
 */
record PemBlock(String type, byte[] der, boolean encrypted) {

    private static final String MARK = "-----";
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,40}:.*");
    private static final int MAX_LINE_LENGTH = 64;

    /**
     * Reads the blocks of a text; what stands between them is left out.
     *
     * @param what names the text in messages
     */
    static List<PemBlock> parse(String what, String text, int maxLength) {
        if (text.length() > maxLength) {
            throw new InvalidCertificateException(
                    "%s: %d characters (expected: at most %d)".formatted(what, text.length(), maxLength));
        }
        List<PemBlock> blocks = new ArrayList<>();
        List<String> lines = text.lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher begin = BEGIN.matcher(lines.get(i));
            if (begin.matches()) {
                int end = lines.subList(i, lines.size()).indexOf("-----END " + begin.group(1) + MARK);
                if (end < 0) {
                    throw new InvalidCertificateException("%s, line %d: the block %s does not end (expected: a line %s)"
                            .formatted(what, i + 1, begin.group(1), "-----END " + begin.group(1) + MARK));
                }
                blocks.add(block(what, i + 1, begin.group(1), lines.subList(i + 1, i + end)));
                i += end;
            } else if (lines.get(i).startsWith(MARK)) {
                throw new InvalidCertificateException(
                        "%s, line %d: a mark of PEM that belongs to no block".formatted(what, i + 1));
            }
        }
        return blocks;
    }

    private static PemBlock block(String what, int line, String type, List<String> lines) {
        boolean encrypted = lines.stream().anyMatch(text -> HEADER.matcher(text).matches());
        try {
            byte[] der = encrypted ? new byte[0] : Base64.getDecoder().decode(String.join("", lines));
            return new PemBlock(type, der, encrypted);
        } catch (IllegalArgumentException e) {
            throw new InvalidCertificateException(
                    "%s, line %d: the block %s is damaged (expected: Base64)".formatted(what, line, type));
        }
    }

    static String text(String type, byte[] der) {
        String base64 =
                Base64.getMimeEncoder(MAX_LINE_LENGTH, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, base64, type);
    }

    /** Keeps a key out of logs. */
    @Override
    public String toString() {
        return "PemBlock[" + type + "]";
    }
}
