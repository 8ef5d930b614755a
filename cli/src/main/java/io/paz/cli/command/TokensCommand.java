package io.paz.cli.command;

import io.paz.cli.api.Api;
import io.paz.cli.json.Json;
import io.paz.cli.output.Table;
import io.paz.cli.output.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** API tokens. */
@Command(name = "tokens", description = "List, create and revoke API tokens.")
final class TokensCommand extends Group implements Runnable {

    TokensCommand(Session session) {
        super(session);
    }

    @Override
    public void run() {
        list();
    }

    @Command(name = "list", description = "The API tokens, without their texts.")
    void list() {
        Json tokens = api().doc("/tokens");
        Table table = new Table("ID", "NAME", "SCOPES", "EXPIRES", "LAST USED");
        Instant now = session().clock().instant();
        for (Json token : tokens.items()) {
            table.row(
                    token.text("id"),
                    token.text("name"),
                    String.join(
                            ", ",
                            token.get("scopes").items().stream().map(Json::text).toList()),
                    Times.at(token.number("expiresAt")),
                    Times.ago(token.number("lastUsedAt"), now));
        }
        show(tokens, table, "There are no API tokens.");
    }

    @Command(name = "create", description = "Create a token and print it; it is shown this once.")
    void create(
            @Option(
                            names = "--scope",
                            paramLabel = "SCOPE",
                            required = true,
                            description = "read, admin or deploy:SERVICE; may be given several times")
                    List<String> scopes,
            @Option(names = "--name", paramLabel = "NAME", defaultValue = "paz", description = "what it is for")
                    String name,
            @Option(
                            names = "--expires",
                            paramLabel = "TIME",
                            defaultValue = "90d",
                            converter = WaitOptions.DurationOption.class,
                            description = "when it ends, in whole days (${DEFAULT-VALUE})")
                    Duration expires) {
        Json body = Json.object(Map.of(
                "name", name,
                "scopes", scopes,
                "expiresInDays", Math.max(1, expires.toDays())));
        Json token = api().post("/tokens", body).get("doc");
        done(token, token.text("token"));
    }

    @Command(name = "revoke", description = "End a token.")
    void revoke(@Parameters(paramLabel = "ID", description = "as paz tokens list shows it") String id) {
        api().call("DELETE", Api.path("tokens", id), null);
        done(Json.of("revoked", id), id + " is revoked.");
    }
}
