package io.paz.directory.catalog.proxy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Headers that clients see otherwise than an instance sent them.
 *
 * @param set values by names, in their order
 * @param add values by names, in their order
 */
public record ResponseHeaders(Map<String, String> set, Map<String, String> add, List<String> remove) {

    private static final HeaderRules RULES = new HeaderRules(
            "proxy.responseHeaders",
            Pattern.compile(
                    "connection|keep-alive|te|trailer|transfer-encoding|content-length|content-encoding|upgrade|alt-svc"
                            + "|strict-transport-security|x-request-id|(?:x-paz-|sec-websocket-|proxy-|http2-).*"),
            "the connection depends on or Paz sets itself (for Strict-Transport-Security there is hstsSeconds)");

    public ResponseHeaders {
        set = new TreeMap<>(set);
        add = new TreeMap<>(add);
        remove = remove.stream().map(name -> name == null ? "" : name).toList();
        RULES.checkCount(set.size() + add.size() + remove.size());
        Set<String> seen = new HashSet<>();
        RULES.checkValues("set", set, seen);
        RULES.checkValues("add", add, seen);
        RULES.checkNames("remove", remove, seen);
    }
}
