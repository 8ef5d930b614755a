package io.paz.engine.key;

/** Keys of what load balancers answer an ACME authority, below {@code /paz/acme/}. */
public final class AcmeKeys {

    /** Folder of all answers. */
    public static final String CHALLENGES = "/paz/acme/challenges/";

    private AcmeKeys() {}

    /** Folder of a domain's answers, with its slash. */
    public static String challenges(String domain) {
        return CHALLENGES + domain + "/";
    }

    /** Key of an answer. */
    public static String challenge(String domain, String token) {
        return challenges(domain) + token;
    }
}
