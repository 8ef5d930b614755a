package io.paz.confd.resource;

import io.paz.confd.template.value.KeyChanges;
import io.paz.confd.template.value.KeyStore;
import io.paz.confd.template.value.RenderContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Renders all files of conf.d from one tree of keys, and then from the next one: only what has changed in between is rendered again. Used
 * by one thread.
 */
public final class Renderer {

    private final List<TemplateResource> resources;
    private final Map<String, String> environment;
    private final RenderContext.JsonReader json = new JacksonJsonReader();
    /** The keys of the last rendering, by the folders that a template sees. */
    private final Map<List<String>, KeyStore> previous = new HashMap<>();

    /**
     * @param environment what {@code getenv} sees
     * @throws IllegalArgumentException for an option that is not supported
     * @throws io.paz.confd.template.syntax.TemplateException for a template that cannot be loaded
     */
    public Renderer(ConfFiles files, Map<String, String> environment) {
        this.resources = files.resources().stream()
                .map(name -> TemplateResource.load(files, name))
                .toList();
        this.environment = Map.copyOf(environment);
    }

    /** Folders that hold all keys of all files, each ending with a slash: one for each that the keys begin with, that of the most keys first. */
    public List<String> folders() {
        Map<String, List<String>> byRoot = resources.stream()
                .flatMap(resource -> resource.keys().stream())
                .map(key -> key.endsWith("/") ? key : key + "/")
                .collect(Collectors.groupingBy(key -> key.substring(0, key.indexOf('/', 1) + 1)));
        return byRoot.values().stream()
                .sorted(Comparator.comparing((List<String> keys) -> -keys.size())
                        .thenComparing(keys -> keys.get(0)))
                .map(Renderer::commonFolder)
                .toList();
    }

    private static String commonFolder(List<String> keys) {
        String folder = keys.get(0);
        while (!allIn(folder, keys)) {
            folder = folder.substring(0, folder.lastIndexOf('/', folder.length() - 2) + 1);
        }
        return folder;
    }

    private static boolean allIn(String folder, List<String> keys) {
        return keys.stream().allMatch(key -> key.startsWith(folder));
    }

    /** The text of each file, by file name; the same as without any earlier call. */
    public SortedMap<String, String> render(SortedMap<String, String> entries) {
        boolean isRendered = false;
        try {
            SortedMap<String, String> texts = rendered(entries);
            isRendered = true;
            return texts;
        } finally {
            if (!isRendered) {
                forget();
            }
        }
    }

    private SortedMap<String, String> rendered(SortedMap<String, String> entries) {
        Map<List<String>, Input> inputs = new HashMap<>();
        SortedMap<String, String> texts = new TreeMap<>();
        for (TemplateResource resource : resources) {
            Input input = inputs.computeIfAbsent(resource.keys(), folders -> input(entries, folders));
            RenderContext context =
                    new RenderContext(input.keys(), environment, file -> Files.exists(Path.of(file)), json);
            texts.put(resource.fileName(), resource.template().render(context, input.changes()));
        }
        inputs.forEach((folders, input) -> previous.put(folders, input.keys()));
        return texts;
    }

    private Input input(SortedMap<String, String> entries, List<String> folders) {
        KeyStore keys = KeyStore.of(entries, folders);
        return new Input(keys, KeyChanges.between(previous.getOrDefault(folders, KeyStore.empty()), keys));
    }

    private void forget() {
        previous.clear();
        resources.forEach(resource -> resource.template().forget());
    }

    /** @param changes since the last rendering */
    private record Input(KeyStore keys, KeyChanges changes) {}
}
