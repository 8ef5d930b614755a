package io.paz.cli.context;

import io.paz.cli.api.CommandException;
import io.paz.cli.output.Suggestions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All contexts, and the one that is in use; its name is empty when none is. */
public record Contexts(String current, Map<String, Context> all) {

    public Contexts {
        all = Map.copyOf(all);
    }

    public Optional<Context> inUse() {
        return Optional.ofNullable(all.get(current));
    }

    public Context named(String name) {
        return Optional.ofNullable(all.get(name))
                .orElseThrow(() -> CommandException.usage("There is no context \"" + name + "\"."
                        + Suggestions.sentence(name, all.keySet()) + " paz contexts lists them."));
    }

    /** With one more, or another of its name, which is in use from then on. */
    public Contexts with(Context context) {
        Map<String, Context> more = new LinkedHashMap<>(all);
        more.put(context.name(), context);
        return new Contexts(context.name(), more);
    }

    public Contexts without(String name) {
        Map<String, Context> fewer = new LinkedHashMap<>(all);
        fewer.remove(named(name).name());
        return new Contexts(current.equals(name) ? "" : current, fewer);
    }

    public Contexts using(String name) {
        return new Contexts(named(name).name(), all);
    }
}
