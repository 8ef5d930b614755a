package io.paz.confd.template.function;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All functions, by name. */
public final class Functions {

    private static final Map<String, TemplateFunction> ALL = new HashMap<>();
    /** Their results change without any key changing: a configuration must depend on its keys alone. */
    private static final Set<String> UNSUPPORTED =
            Set.of("datetime", "lookupIP", "lookupIPV4", "lookupIPV6", "lookupSRV", "call");

    static {
        GoFunctions.all().forEach(function -> ALL.put(function.name(), function));
        ConfdFunctions.all().forEach(function -> ALL.put(function.name(), function));
    }

    private Functions() {}

    public static @Nullable TemplateFunction named(String name) {
        return ALL.get(name);
    }

    public static String whyNot(String name) {
        return UNSUPPORTED.contains(name) ? "is not supported here" : "is not defined";
    }
}
