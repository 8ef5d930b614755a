package io.paz.orchestrator.cluster.routing;

import io.paz.engine.key.VersionSetting;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Rule for the value of one setting, as HAProxy's template has it.
 *
 * @param expected for people
 */
record SettingRule(Predicate<String> accepts, String expected) {

    static final SettingRule VISIBILITY =
            new SettingRule(Set.of("public", "internal")::contains, "expected: public or internal");
    static final SettingRule RESPONSE_TIMEOUT = new SettingRule(
            value -> value.isEmpty() || isNumber(value, 5, 1, 86_400), "expected: seconds from 1 to 86400");
    static final SettingRule HTTPS_REDIRECT = new SettingRule("off"::equals, "expected: off");
    static final SettingRule HSTS =
            new SettingRule(Pattern.compile("[0-9]{1,9}").asMatchPredicate(), "expected: seconds of 1 to 9 digits");

    static final SettingRule TCP_PORT =
            new SettingRule(value -> isNumber(value, 5, 1024, 32_767), "expected: a port from 1024 to 32767");

    static final SettingRule ROUTE = new SettingRule(
            Pattern.compile(
                            "(?:\\*|[a-z0-9.-]{1,253}) /[A-Za-z0-9/._~-]{0,254} (?:strip|keep) (?:- -|30[78]\\+? [A-Za-z0-9/_.~%?=&+,:@-]{1,1000})")
                    .asMatchPredicate(),
            "expected: host or *, path, strip or keep, - - or 307 or 308 and a URL");

    private static final Pattern PATH = Pattern.compile("(?!.*//)/[A-Za-z0-9/\\-_.~%?=&+,:@]{0,254}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:-]{1,255}");
    private static final int MAX_STATUS_LENGTH = 100;

    private static final SettingRule HEALTH_NUMBER =
            new SettingRule(value -> isNumber(value, 4, 1, 9999), "expected: a number from 1 to 9999");

    private static final SettingRule WEIGHT =
            new SettingRule(value -> isNumber(value, 4, 0, 256), "expected: a weight from 0 to 256");
    private static final SettingRule HEALTH_PATH = new SettingRule(
            PATH.asMatchPredicate(), "expected: / and then letters, digits and -_.~%?=&+,:@ without //, at most 255");
    private static final SettingRule HEALTH_HOST =
            new SettingRule(HOST.asMatchPredicate(), "expected: a host's name of letters, digits and -.:, at most 255");
    private static final SettingRule HEALTH_METHOD =
            new SettingRule(Set.of("GET", "HEAD", "OPTIONS")::contains, "expected: GET, HEAD or OPTIONS");
    private static final SettingRule HEALTH_STATUS = new SettingRule(
            SettingRule::isStatus,
            "expected: status codes and ranges like 200-299,304, from 100 to 599, at most 100 characters");

    private static final String NETWORK = "[0-9a-fA-F.:]{2,39}(?:/[0-9]{1,3})?";

    private static final SettingRule PROXY_NUMBER =
            new SettingRule(value -> isNumber(value, 7, 1, 9_999_999), "expected: a number from 1 to 9999999");

    private static final Set<String> PROXY_NUMBERS =
            Set.of("idle-timeout", "max-connections", "queue-timeout", "rate-requests", "rate-seconds");

    private static final SettingRule PAGE =
            matching("[^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]{0,4096}", "expected: HTML, at most 4096 bytes");

    private static final Map<String, SettingRule> PROXY = Map.of(
            "compression",
            new SettingRule("gzip"::equals, "expected: gzip"),
            "sticky",
            new SettingRule("cookie"::equals, "expected: cookie"),
            "max-body",
            matching("[0-9]{1,13}", "expected: a number of bytes, at most 13 digits"),
            "networks",
            matching(NETWORK + "(?: " + NETWORK + "){0,99}", "expected: networks with spaces between"),
            "maintenance",
            matching("(?:[1-9][0-9]{0,4})?", "expected: seconds"),
            "basic-auth",
            matching("pass|drop", "expected: pass or drop"),
            "realm",
            matching("[A-Za-z0-9 ._-]{1,64}", "expected: 1 to 64 letters, digits, spaces and ._-"),
            "maintenance-page",
            PAGE,
            "error-page-503",
            PAGE,
            "error-page-504",
            PAGE);

    private static final Pattern HEADER = Pattern.compile("header-(?:[1-9]|[123][0-9]|40)");
    private static final SettingRule PROXY_HEADER =
            matching("[A-Za-z0-9-]{1,64}(?: [ -&(-~]{1,500})?", "expected: a name, and a value after a space");

    private static final Pattern RESPONSE_HEADER = Pattern.compile("response-" + HEADER.pattern());
    private static final SettingRule PROXY_RESPONSE_HEADER = matching(
            "(?:(?:set|add) [A-Za-z0-9-]{1,64} [ -&(-~]{1,500}|del [A-Za-z0-9-]{1,64})",
            "expected: set, add or del, a name, and a value unless it is removed");

    private static final Pattern USER = Pattern.compile("user-(?:[1-9]|[1-4][0-9]|50)");
    private static final SettingRule PROXY_USER = matching(
            "[A-Za-z0-9._@-]{1,64} [$](?:[56]|2[aby])[$][A-Za-z0-9./$=]{1,130}",
            "expected: a name, and a hash of crypt(3)");

    /** Whether the value of a setting of HAProxy beside routing may be a secret. */
    static boolean isSecret(String name) {
        return name.startsWith("user-");
    }

    /** The rule of a setting of HAProxy beside routing. */
    static SettingRule ofProxy(String name) {
        if (RESPONSE_HEADER.matcher(name).matches()) {
            return PROXY_RESPONSE_HEADER;
        }
        if (USER.matcher(name).matches()) {
            return PROXY_USER;
        }
        if (HEADER.matcher(name).matches()) {
            return PROXY_HEADER;
        }
        if (PROXY_NUMBERS.contains(name)) {
            return PROXY_NUMBER;
        }
        return PROXY.getOrDefault(name, new SettingRule(value -> false, "expected: no such key"));
    }

    private static SettingRule matching(String pattern, String expected) {
        return new SettingRule(Pattern.compile(pattern).asMatchPredicate(), expected);
    }

    private static final SettingRule PROTOCOL = new SettingRule(Set.of("h2c", "tcp")::contains, "expected: h2c or tcp");
    private static final SettingRule PROXY_PROTOCOL = new SettingRule("2"::equals, "expected: 2");

    static SettingRule of(VersionSetting setting) {
        return switch (setting) {
            case WEIGHT -> WEIGHT;
            case HEALTH_PATH -> HEALTH_PATH;
            case HEALTH_HOST -> HEALTH_HOST;
            case HEALTH_METHOD -> HEALTH_METHOD;
            case HEALTH_STATUS -> HEALTH_STATUS;
            case HEALTH_INTERVAL, HEALTH_TIMEOUT, HEALTH_RISE, HEALTH_FALL -> HEALTH_NUMBER;
            case PROTOCOL -> PROTOCOL;
            case PROXY_PROTOCOL -> PROXY_PROTOCOL;
        };
    }

    private static boolean isNumber(String value, int maxDigits, int min, int max) {
        boolean digits = !value.isEmpty()
                && value.length() <= maxDigits
                && value.chars().allMatch(character -> character >= '0' && character <= '9');
        return digits && Integer.parseInt(value) >= min && Integer.parseInt(value) <= max;
    }

    private static boolean isStatus(String value) {
        if (value.length() > MAX_STATUS_LENGTH) {
            return false;
        }
        for (String range : value.split(",", -1)) {
            if (!isStatusRange(range.split("-", -1))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isStatusRange(String[] ends) {
        for (String end : ends) {
            if (end.length() != 3 || !isNumber(end, 3, 100, 599)) {
                return false;
            }
        }
        return ends.length == 1 || ends.length == 2 && Integer.parseInt(ends[0]) <= Integer.parseInt(ends[1]);
    }
}
