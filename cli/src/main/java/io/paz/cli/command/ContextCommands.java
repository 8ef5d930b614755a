package io.paz.cli.command;

import io.paz.cli.api.CommandException;
import io.paz.cli.api.Target;
import io.paz.cli.context.Context;
import io.paz.cli.context.Contexts;
import io.paz.cli.json.Json;
import io.paz.cli.output.Table;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signing in to platforms, and choosing one. */
@Command
final class ContextCommands extends Group {

    ContextCommands(Session session) {
        super(session);
    }

    @Command(
            name = "login",
            description = "Sign in to a platform with an API token, which is asked for or read from a pipe.")
    void login(
            @Parameters(
                            paramLabel = "URL",
                            description = "where the platform's page is, such as https://paz.example.org")
                    String address,
            @Option(names = "--name", paramLabel = "NAME", description = "of the context; the host when not given")
                    @Nullable
                    String name) {
        URI url = Target.url(address);
        boolean insecure = session().options().isInsecure();
        String token = Target.token(session().readSecret("Token for " + url + ": "));
        Context context = new Context(name == null ? url.getAuthority() : name, new Target(url, token), insecure);
        session().api(context).call("GET", "/sessions", null);
        session().contexts().write(session().contexts().read().with(context));
        done(
                Json.of("context", context.name()).with("url", url.toString()),
                "Signed in to " + url + ", which is in use as " + context.name() + ".");
    }

    @Command(
            name = "logout",
            description = "Forget a context and its token; the token itself stays good, see paz tokens revoke.")
    void logout(@Parameters(paramLabel = "NAME", description = "of the context") String name) {
        session().contexts().write(session().contexts().read().without(name));
        done(Json.of("context", name), name + " is forgotten.");
    }

    @Command(name = "contexts", description = "The platforms that you are signed in to.")
    void contexts() {
        Contexts contexts = session().contexts().read();
        List<Json> list = new ArrayList<>();
        Table table = new Table("NAME", "ADDRESS", "IN USE");
        Map<String, Context> sorted = new TreeMap<>(contexts.all());
        sorted.forEach((name, context) -> {
            boolean inUse = name.equals(contexts.current());
            String url = context.target().url().toString();
            list.add(Json.of("name", name).with("url", url).with("inUse", inUse));
            table.row(name, url, inUse ? "yes" : "");
        });
        show(Json.list(list), table, "None yet: paz login https://paz.example.org");
    }

    @Command(name = "use", description = "Use another of the contexts.")
    void use(@Parameters(paramLabel = "NAME", description = "of the context") String name) {
        if (!session().variable("PAZ_URL").isEmpty()) {
            throw CommandException.failed("PAZ_URL is set, and wins over contexts; unset it first.");
        }
        session().contexts().write(session().contexts().read().using(name));
        done(Json.of("context", name), name + " is in use.");
    }
}
