package io.paz.directory.catalog.proxy;

import io.paz.directory.catalog.field.InvalidFieldException;
import java.nio.charset.StandardCharsets;

/** HTML that HAProxy answers with as it is. */
public final class HtmlPage {

    private static final int MAX_BYTES = 4096;

    /** What a text that was not UTF-8 has in place of what nobody could read. */
    private static final char REPLACEMENT = '\uFFFD';

    private HtmlPage() {}

    /** @throws InvalidFieldException when HAProxy could not have it in its configuration byte for byte */
    public static void check(String field, String page) {
        int bytes = page.getBytes(StandardCharsets.UTF_8).length;
        InvalidFieldException.unless(
                bytes >= 1 && bytes <= MAX_BYTES, field, bytes + " bytes", "1 to %d bytes".formatted(MAX_BYTES));
        InvalidFieldException.unless(
                StandardCharsets.UTF_8.newEncoder().canEncode(page)
                        && page.chars().allMatch(HtmlPage::isAllowed),
                field,
                "with control characters",
                "HTML of Unicode characters, tabs and line ends");
    }

    private static boolean isAllowed(int c) {
        return c == '\n' || c == '\r' || c == '\t' || c >= ' ' && c != 0x7f && c != REPLACEMENT;
    }
}
