package io.paz.cli.manifest;

import io.paz.cli.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/** Platforms as no person would write them; the same ones in each run. */
final class GeneratedPlatforms {

    private static final List<String> NAMES = List.of("shop", "web", "api", "db", "mail-out");
    private static final List<String> ENVIRONMENTS = List.of("dev", "no", "staging");
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "yes",
            "null",
            "1",
            "1.50",
            "0x1f",
            "a: b",
            "- a",
            "# no comment",
            "a #b",
            "${HOME}",
            "$${x}",
            "${",
            "$",
            "'",
            "\"",
            "\\",
            "a\nb\n",
            "\t",
            "\u0000",
            "\u0085\u2028",
            "\ufeff",
            "\ufffe",
            "\u001b[31m",
            "Grüße 🚀",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a",
            "{a",
            "[a",
            "a,b",
            "a]",
            "? a",
            "| a",
            "> a",
            "---",
            "...",
            "<<",
            "team/shop:2",
            "a:",
            "a:b:",
            "http://a.example/?b=c&d",
            "2026-12-01",
            "=",
            "~",
            "x".repeat(2000));

    private final Random random;

    GeneratedPlatforms(long seed) {
        this.random = new Random(seed);
    }

    Catalogue next() {
        TreeSet<String> environments = new TreeSet<>();
        ENVIRONMENTS.stream().filter(each -> random.nextBoolean()).forEach(environments::add);
        Map<String, Json> services = new LinkedHashMap<>();
        for (String name : NAMES) {
            if (random.nextBoolean()) {
                services.put(name, service(name));
            }
            environments.stream().filter(each -> random.nextInt(3) == 0).forEach(environment -> {
                services.put(name + "." + environment, service(name));
            });
        }
        return Catalogue.of(environments, services);
    }

    private Json service(String name) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("dockerRepository", "team/" + name);
        fields.put("description", "What " + name + " is: \"it\"");
        sometimes(fields, "publicFacing", random.nextBoolean());
        sometimes(fields, "numInstances", 1 + random.nextInt(3));
        sometimes(fields, "env", texts());
        sometimes(fields, "labels", texts());
        sometimes(fields, "secrets", random.nextBoolean() ? List.of("KEY", "B") : List.of("A-1", "B"));
        sometimes(
                fields,
                "upstreams",
                NAMES.stream()
                        .filter(other -> !other.equals(name))
                        .limit(random.nextInt(4))
                        .toList());
        sometimes(fields, "ports", List.of(Map.of("container", 8080), Map.of("container", 1, "protocol", "tcp")));
        sometimes(fields, "resources", Map.of("cpus", new BigDecimal(random.nextBoolean() ? "0.50" : "2.0")));
        sometimes(fields, "field-of-" + random.nextInt(3), anything(3));
        return Json.object(fields);
    }

    private void sometimes(Map<String, Object> fields, String name, Object value) {
        if (random.nextBoolean()) {
            fields.put(name, value);
        }
    }

    private Map<String, Object> texts() {
        Map<String, Object> texts = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            texts.put(name(), text());
        }
        return texts;
    }

    /** Any text but an empty one and one that is too long for a key. */
    private String name() {
        String text = text();
        return text.isEmpty() || text.length() > 255 ? "A" : text;
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private Object anything(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> random.nextBoolean();
            case 1 -> random.nextInt();
            case 2 -> new BigDecimal("1.250");
            case 3 -> random.nextLong();
            case 4 -> text();
            case 5 -> list(depth);
            default -> Map.of("name " + name(), anything(depth - 1), "other", anything(depth - 1), "list", list(depth));
        };
    }

    private List<Object> list(int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            list.add(anything(depth - 1));
        }
        return list;
    }
}
