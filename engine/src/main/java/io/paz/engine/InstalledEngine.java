package io.paz.engine;

import java.util.List;
import java.util.ServiceLoader;

/** The engine that is built into the program: the one on its class path. */
public final class InstalledEngine {

    private InstalledEngine() {}

    /**
     * Returns the one provider of that type.
     *
     * @throws IllegalStateException when there is none, or more than one
     */
    public static <P> P provider(Class<P> type) {
        return only(
                type,
                ServiceLoader.load(type, type.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList());
    }

    static <P> P only(Class<P> type, List<P> found) {
        if (found.size() != 1) {
            List<String> names = found.stream()
                    .map(provider -> provider.getClass().getName())
                    .toList();
            throw new IllegalStateException(
                    type.getSimpleName() + ": " + names + " (expected: exactly one, of one engine's module)");
        }
        return found.get(0);
    }
}
