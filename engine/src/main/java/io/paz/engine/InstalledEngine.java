package io.paz.engine;

import java.util.List;
import java.util.ServiceLoader;

/** The engines that are built into the program: those on its class path. */
public final class InstalledEngine {

    /** Name of the option that chooses one. */
    public static final String OPTION = "engine";

    private InstalledEngine() {}

    /** Names of the engines that the providers of that type make, in order. */
    public static List<String> names(Class<? extends NamedEngine> type) {
        return names(installed(type));
    }

    static List<String> names(List<? extends NamedEngine> installed) {
        return installed.stream()
                .flatMap(provider -> provider.names().stream())
                .sorted()
                .toList();
    }

    /**
     * Returns the provider of that type that makes the engine of that name.
     *
     * @throws IllegalArgumentException when none does, or more than one
     */
    public static <P extends NamedEngine> P provider(Class<P> type, String name) {
        return named(installed(type), name);
    }

    static <P extends NamedEngine> P named(List<P> installed, String name) {
        List<P> found = installed.stream()
                .filter(provider -> provider.names().contains(name))
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException("engine: value \"" + name + "\", of which there are " + found.size()
                    + " (expected: one of " + names(installed) + ")");
        }
        return found.get(0);
    }

    private static <P> List<P> installed(Class<P> type) {
        return ServiceLoader.load(type, type.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
