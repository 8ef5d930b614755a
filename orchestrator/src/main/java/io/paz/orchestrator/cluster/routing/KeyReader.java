package io.paz.orchestrator.cluster.routing;

import io.paz.engine.DeployedName;
import io.paz.engine.key.AnnouncementKeys;
import io.paz.engine.key.ConfigKeys;
import io.paz.engine.key.VersionSetting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys below {@code /paz} by the rules of HAProxy's template: what that leaves out is left out here, and named.
 * Not safe for several threads; one reader reads once.
 */
public final class KeyReader {

    private static final Pattern SERVICE = Pattern.compile("(?!paz-)" + DeployedName.PATTERN);
    private static final Pattern PART = Pattern.compile("paz-[a-z0-9-]{0,35}[a-z0-9]");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern DOMAIN_NAME = Pattern.compile("(?=.{1,253}$)" + LABEL + "(?:\\." + LABEL + ")+");
    private static final Pattern RESERVED_DOMAIN = Pattern.compile("paz-.*|.*\\.(?:paz|localhost)");
    private static final String STAR = "*.";
    private static final int MAX_SUFFIX_LENGTH = 200;

    private final SortedMap<String, String> entries;
    private final Set<String> hosts;
    private final Set<String> partHosts;
    private final SortedMap<String, Draft> drafts = new TreeMap<>();
    private final SortedMap<String, Address> parts = new TreeMap<>();
    private final List<SkippedKey> skipped = new ArrayList<>();

    private KeyReader(SortedMap<String, String> entries) {
        this.entries = entries;
        Set<String> allowed = namesBelow(ConfigKeys.HOSTS, entries);
        this.partHosts = namesBelow(ConfigKeys.PART_HOSTS, entries);
        partHosts.addAll(allowed);
        this.hosts = hostsOfServices(allowed);
    }

    /** Without loopback, where Paz's own listen, unless all hosts are there. */
    private static Set<String> hostsOfServices(Set<String> allowed) {
        Set<String> elsewhere =
                allowed.stream().filter(host -> !host.startsWith("127.")).collect(Collectors.toUnmodifiableSet());
        return elsewhere.isEmpty() ? allowed : elsewhere;
    }

    private static Set<String> namesBelow(String folder, SortedMap<String, String> entries) {
        return entries.keySet().stream()
                .filter(key -> key.startsWith(folder))
                .map(key -> key.substring(folder.length()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** @param entries all keys below {@code /paz/} with their values */
    public static RoutingTable read(SortedMap<String, String> entries) {
        KeyReader reader = new KeyReader(entries);
        entries.forEach(reader::readEntry);
        SortedMap<String, RoutedService> services = new TreeMap<>();
        reader.drafts.forEach((name, draft) -> services.put(name, draft.finish(name)));
        return new RoutingTable(reader.domain(), services, reader.parts, reader.skipped);
    }

    private @Nullable String domain() {
        String domain = entries.get(ConfigKeys.DOMAIN);
        return domain != null && isDomain(domain) && domain.length() <= MAX_SUFFIX_LENGTH ? domain : null;
    }

    private void readEntry(String key, String value) {
        if (key.startsWith(AnnouncementKeys.ROOT)) {
            readAnnouncement(key, key.substring(AnnouncementKeys.ROOT.length()).split("/", -1), value);
        } else if (key.startsWith(ConfigKeys.SERVICES)) {
            readConfiguration(key, key.substring(ConfigKeys.SERVICES.length()).split("/", -1), value);
        } else if (key.equals(ConfigKeys.DOMAIN) && domain() == null) {
            skip(key, value, null, "expected: a domain name with a dot, at most 200 characters");
        }
    }

    private void readAnnouncement(String key, String[] path, String value) {
        if (path.length == 1) {
            readPart(key, path[0], value);
        } else {
            draftOf(key, path[0], value).ifPresent(draft -> readInstance(key, path, value, draft));
        }
    }

    private void readInstance(String key, String[] path, String value, Draft draft) {
        Optional<Address> address = Address.parse(value, hosts);
        if (path.length != 3 || !isNumber(path[1]) || !isNumber(path[2])) {
            skip(key, value, path[0], "expected: a key " + AnnouncementKeys.FORM + ", numbers from 1");
        } else if (address.isEmpty()) {
            skip(key, value, path[0], "expected: " + Address.EXPECTED);
        } else {
            draft.version(path[1]).instances.put(Integer.valueOf(path[2]), address.get());
        }
    }

    private void readPart(String key, String name, String value) {
        Optional<Address> address = Address.parse(value, partHosts);
        if (PART.matcher(name).matches() && address.isPresent()) {
            parts.put(name, address.get());
        } else {
            skip(key, value, null, "expected: a part's name paz-..., and " + Address.EXPECTED_OF_PART);
        }
    }

    private void readConfiguration(String key, String[] path, String value) {
        if (path.length > 1) {
            draftOf(key, path[0], value).ifPresent(draft -> readSetting(key, path, value, draft));
        }
    }

    private void readSetting(String key, String[] path, String value, Draft draft) {
        if (path.length == 2 && path[1].equals(ConfigKeys.VISIBILITY)) {
            draft.publicFacing = accepted(key, value, path[0], SettingRule.VISIBILITY) && value.equals("public");
        } else if (path.length == 2 && path[1].equals(ConfigKeys.RESPONSE_TIMEOUT)) {
            accepted(key, value, path[0], SettingRule.RESPONSE_TIMEOUT);
        } else if (path.length == 2 && path[1].equals(ConfigKeys.HTTPS_REDIRECT)) {
            accepted(key, value, path[0], SettingRule.HTTPS_REDIRECT);
        } else if (path.length == 2 && path[1].equals(ConfigKeys.HSTS)) {
            accepted(key, value, path[0], SettingRule.HSTS);
        } else if (path.length == 3 && path[1].equals(ConfigKeys.PROXY)) {
            readProxySetting(key, path, value);
        } else if (path.length == 2 && path[1].equals(ConfigKeys.TCP_PORT)) {
            accepted(key, value, path[0], SettingRule.TCP_PORT);
        } else if (path.length == 3 && path[1].equals(ConfigKeys.ROUTES)) {
            accepted(key, value, path[0], SettingRule.ROUTE);
        } else if (path.length == 3 && path[1].equals(ConfigKeys.DOMAINS)) {
            readDomain(key, path, value, draft);
        } else if (path.length == 4 && path[1].equals(ConfigKeys.VERSIONS)) {
            readVersionSetting(key, path, value, draft);
        }
    }

    private void readProxySetting(String key, String[] path, String value) {
        SettingRule rule = SettingRule.ofProxy(path[2]);
        if (!rule.accepts().test(value)) {
            skip(key, SettingRule.isSecret(path[2]) ? "(not shown)" : value, path[0], rule.expected());
        }
    }

    private void readDomain(String key, String[] path, String value, Draft draft) {
        String name = path[2].startsWith(STAR) ? path[2].substring(STAR.length()) : path[2];
        if (!isDomain(name) || RESERVED_DOMAIN.matcher(name).matches()) {
            skip(key, value, path[0], "expected: a domain name in lower case, not below paz or localhost");
        } else {
            draft.domains.add(path[2]);
        }
    }

    private void readVersionSetting(String key, String[] path, String value, Draft draft) {
        if (!isNumber(path[2])) {
            skip(key, value, path[0], "expected: a version of 1 to 9 digits, no 0 first");
        } else {
            VersionSetting.of(path[3])
                    .filter(setting -> accepted(key, value, path[0], SettingRule.of(setting)))
                    .filter(VersionSetting.WEIGHT::equals)
                    .ifPresent(weight -> draft.version(path[2]).weight = Integer.parseInt(value));
        }
    }

    private boolean accepted(String key, String value, String service, SettingRule rule) {
        boolean accepted = rule.accepts().test(value);
        if (!accepted) {
            skip(key, value, service, rule.expected());
        }
        return accepted;
    }

    private Optional<Draft> draftOf(String key, String service, String value) {
        if (SERVICE.matcher(service).matches()) {
            return Optional.of(drafts.computeIfAbsent(service, name -> new Draft()));
        }
        skip(
                key,
                value,
                null,
                "expected: a service's name, 3 to 40 of a-z, 0-9 and -, a letter first, not paz-..., and behind a dot perhaps its environment");
        return Optional.empty();
    }

    private void skip(String key, String value, @Nullable String service, String reason) {
        skipped.add(new SkippedKey(key, value, service, reason));
    }

    private static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    private static boolean isDomain(String text) {
        return DOMAIN_NAME.matcher(text).matches();
    }

    /** A service while its keys are read. */
    private static final class Draft {

        private boolean publicFacing;
        private final List<String> domains = new ArrayList<>();
        private final Map<Integer, VersionDraft> versions = new TreeMap<>();

        private VersionDraft version(String number) {
            return versions.computeIfAbsent(Integer.valueOf(number), any -> new VersionDraft());
        }

        private RoutedService finish(String name) {
            SortedMap<Integer, RoutedVersion> announced = new TreeMap<>();
            versions.forEach((number, draft) -> {
                if (!draft.instances.isEmpty()) {
                    announced.put(number, new RoutedVersion(draft.weight, draft.instances));
                }
            });
            return new RoutedService(name, publicFacing, domains, announced);
        }
    }

    private static final class VersionDraft {

        private int weight = RoutedVersion.DEFAULT_WEIGHT;
        private final SortedMap<Integer, Address> instances = new TreeMap<>();
    }
}
