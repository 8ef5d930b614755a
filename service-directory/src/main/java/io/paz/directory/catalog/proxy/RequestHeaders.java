package io.paz.directory.catalog.proxy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Headers that an instance sees otherwise than the client sent them.
 *
 * @param set values by names, in their order
 */
public record RequestHeaders(Map<String, String> set, List<String> remove) {

    private static final HeaderRules RULES = new HeaderRules(
            "proxy.requestHeaders",
            Pattern.compile(
                    "host|connection|keep-alive|te|trailer|transfer-encoding|content-length|upgrade|expect|forwarded"
                            + "|authorization|cookie|x-request-id|x-real-ip|x-client-ip|true-client-ip|(?:x-forwarded-|x-paz-|sec-|proxy-|http2-).*"),
            "the connection or who is asking depends on");

    public RequestHeaders {
        set = new TreeMap<>(set);
        remove = remove.stream().map(name -> name == null ? "" : name).toList();
        RULES.checkCount(set.size() + remove.size());
        Set<String> seen = new HashSet<>();
        RULES.checkValues("set", set, seen);
        RULES.checkNames("remove", remove, seen);
    }
}
