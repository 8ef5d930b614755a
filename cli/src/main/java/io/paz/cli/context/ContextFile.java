package io.paz.cli.context;

import io.paz.cli.api.CommandException;
import io.paz.cli.api.Target;
import io.paz.cli.json.Json;
import io.paz.cli.json.JsonException;
import io.paz.cli.json.JsonReader;
import io.paz.cli.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The file of the contexts, which holds tokens: for its owner alone, and replaced whole. */
public final class ContextFile {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path file;

    public ContextFile(Path file) {
        this.file = file;
    }

    /** {@code contexts.json} in the folder where the user's configuration is. */
    public static ContextFile of(Map<String, String> environment) {
        String configured = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path folder = configured.startsWith("/")
                ? Path.of(configured)
                : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", "")), ".config");
        return new ContextFile(folder.resolve("paz/contexts.json"));
    }

    public Contexts read() {
        if (!Files.exists(file)) {
            return new Contexts("", Map.of());
        }
        try {
            refuseOthers();
            return contexts(JsonReader.read(Files.readString(file)));
        } catch (IOException | JsonException e) {
            throw CommandException.failed(file + " cannot be read: " + e.getMessage()
                    + "; mend it, or remove it and sign in again with paz login");
        }
    }

    private void refuseOthers() throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!OWNER_ONLY.containsAll(permissions)) {
            throw CommandException.failed(file + " has mode " + PosixFilePermissions.toString(permissions)
                    + ", so others can read the tokens in it (expected: rw-------); chmod 600 " + file);
        }
    }

    private static Contexts contexts(Json json) {
        Map<String, Context> contexts = new LinkedHashMap<>();
        json.get("contexts")
                .fields()
                .forEach((name, fields) -> contexts.put(
                        name,
                        new Context(
                                name,
                                new Target(Target.url(fields.text("url")), Target.token(fields.text("token"))),
                                fields.get("insecure").isTrue())));
        return new Contexts(json.text("current"), contexts);
    }

    public void write(Contexts contexts) {
        Map<String, Json> fields = new LinkedHashMap<>();
        contexts.all().forEach((name, context) -> fields.put(name, json(context)));
        Json json = Json.of("current", contexts.current()).with("contexts", Json.object(fields));
        try {
            Path folder = Optional.ofNullable(file.getParent()).orElseThrow();
            Files.createDirectories(folder);
            Path written =
                    Files.createTempFile(folder, "contexts", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(written, JsonWriter.pretty(json) + "\n");
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw CommandException.failed(file + " cannot be written: " + e);
        }
    }

    private static Json json(Context context) {
        Json json = Json.of("url", context.target().url().toString())
                .with("token", context.target().token());
        return context.insecure() ? json.with("insecure", true) : json;
    }
}
