package io.paz.haproxy.resource;

import io.paz.haproxy.template.value.KeyStore;
import io.paz.haproxy.template.value.RenderContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Renders all files of conf.d from one tree of keys. */
public final class Renderer {

    private final List<TemplateResource> resources;
    private final Map<String, String> environment;
    private final RenderContext.JsonReader json = new JacksonJsonReader();

    /**
     * @param environment what {@code getenv} sees
     * @throws IllegalArgumentException for an option that is not supported
     * @throws io.paz.haproxy.template.syntax.TemplateException for a template that cannot be loaded
     */
    public Renderer(ConfFiles files, Map<String, String> environment) {
        this.resources = files.resources().stream()
                .map(name -> TemplateResource.load(files, name))
                .toList();
        this.environment = Map.copyOf(environment);
    }

    /** The folder that holds all keys of all files, ending with a slash. */
    public String folder() {
        List<String> keys = resources.stream()
                .flatMap(resource -> resource.keys().stream())
                .map(key -> key.endsWith("/") ? key : key + "/")
                .toList();
        String folder = keys.isEmpty() ? "/" : keys.get(0);
        while (!keys.stream().allMatch(inFolder(folder))) {
            folder = folder.substring(0, folder.lastIndexOf('/', folder.length() - 2) + 1);
        }
        return folder;
    }

    private static Predicate<String> inFolder(String folder) {
        return key -> key.startsWith(folder);
    }

    /** The text of each file, by file name. */
    public SortedMap<String, String> render(SortedMap<String, String> entries) {
        SortedMap<String, String> texts = new TreeMap<>();
        for (TemplateResource resource : resources) {
            KeyStore keys = KeyStore.of(entries, resource.keys());
            RenderContext context = new RenderContext(keys, environment, file -> Files.exists(Path.of(file)), json);
            texts.put(resource.fileName(), resource.template().render(context));
        }
        return texts;
    }
}
