package io.paz.scheduler.preview;

import io.paz.engine.key.AnnouncementKeys;
import io.paz.engine.key.ConfigKeys;
import io.paz.scheduler.preview.Preview.ProxyFile;
import io.paz.scheduler.release.Release;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Renders the load balancer's files as they are and as they will be. The template accepts addresses only, so the parts of one that
 * only a host knows are replaced before, and again afterwards.
 */
final class ProxyPreview {

    private static final String HOST = "<host>";
    private static final String PORT = "<port>";

    /** Of a network that is for documentation, and no host's. */
    private static final String PLACEHOLDER_HOST = "192.0.2.1";

    private static final String PLACEHOLDER_PORT = "65535";
    private static final String SERVER = "(?m)^( *server [^ ]+ )" + PLACEHOLDER_HOST.replace(".", "[.]") + ":";

    private final ProxyFiles files;
    private final SortedMap<String, String> others;

    /** @param others keys that do not change */
    ProxyPreview(ProxyFiles files, SortedMap<String, String> others) {
        this.files = files;
        this.others = others;
    }

    /** Address that an instance will announce, as far as it is known. */
    static String address(Release release) {
        Integer fixed = release.config().ports().get(0).host();
        return HOST + ":" + (fixed == null ? PORT : fixed);
    }

    /** Files with their texts, by the keys of the service before and after. */
    List<ProxyFile> files(SortedMap<String, String> before, SortedMap<String, String> after) {
        SortedMap<String, String> old = rendered(before);
        return rendered(after).entrySet().stream()
                .map(file -> new ProxyFile(file.getKey(), old.getOrDefault(file.getKey(), ""), file.getValue()))
                .toList();
    }

    private SortedMap<String, String> rendered(SortedMap<String, String> service) {
        SortedMap<String, String> keys = new TreeMap<>(others);
        keys.put(ConfigKeys.host(PLACEHOLDER_HOST), "");
        service.forEach((key, value) -> keys.put(key, key.startsWith(AnnouncementKeys.ROOT) ? filled(value) : value));
        SortedMap<String, String> texts = new TreeMap<>();
        files.render(keys).forEach((name, text) -> texts.put(name, emptied(text)));
        return texts;
    }

    private static String filled(String address) {
        return address.replace(HOST, PLACEHOLDER_HOST).replace(PORT, PLACEHOLDER_PORT);
    }

    private static String emptied(String text) {
        return text.replaceAll(SERVER + PLACEHOLDER_PORT + " ", "$1" + HOST + ":" + PORT + " ")
                .replaceAll(SERVER, "$1" + HOST + ":");
    }
}
