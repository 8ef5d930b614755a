package io.paz.idna;

import com.ibm.icu.text.IDNA;

/**
 * International host names, as browsers ask for them: IDNA 2008 by UTS 46, without the transitional mapping, so that
 * {@code straße.example} and {@code strasse.example} are two names.
 */
public final class InternationalNames {

    private static final String STAR = "*.";
    private static final IDNA RULES = IDNA.getUTS46Instance(IDNA.USE_STD3_RULES
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ
            | IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.NONTRANSITIONAL_TO_UNICODE);

    private InternationalNames() {}

    /**
     * The name in punycode; a star before it stays. One of ASCII stays as it is, and so does one that is against the rules, which then is no
     * name.
     */
    public static String toAscii(String name) {
        if (name.chars().allMatch(character -> character < 0x80)) {
            return name;
        }
        String star = name.startsWith(STAR) ? STAR : "";
        IDNA.Info info = new IDNA.Info();
        StringBuilder ascii = RULES.nameToASCII(name.substring(star.length()), new StringBuilder(), info);
        return info.hasErrors() ? name : star + ascii;
    }
}
