package io.paz.cli.command;

import io.paz.cli.api.Api;
import io.paz.cli.json.Json;
import io.paz.cli.output.Table;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Certificates of public host names. */
@Command(name = "certificates", description = "List, upload and remove certificates of public host names.")
final class CertificatesCommand extends Group implements Runnable {

    CertificatesCommand(Session session) {
        super(session);
    }

    @Override
    public void run() {
        list();
    }

    @Command(name = "list", description = "The certificates, with their days left.")
    void list() {
        Json certificates = api().doc("/certificates");
        Table table = new Table("ID", "NAMES", "SOURCE", "DAYS LEFT", "ISSUER");
        for (Json certificate : certificates.items()) {
            table.row(
                    certificate.text("id"),
                    String.join(
                            ", ",
                            certificate.get("names").items().stream()
                                    .map(Json::text)
                                    .toList()),
                    certificate.text("source"),
                    certificate.text("daysLeft"),
                    certificate.text("issuer"));
        }
        show(certificates, table, "There are no certificates.");
    }

    @Command(name = "upload", description = "Serve one of your own, or a renewed one in its place.")
    void upload(
            @Parameters(paramLabel = "ID", description = "such as a host name") String id,
            @Option(names = "--chain", paramLabel = "FILE", required = true, description = "PEM") Path chain,
            @Option(names = "--key", paramLabel = "FILE", required = true, description = "PEM") Path key) {
        Json body = Json.of("chain", Session.read(chain)).with("key", Session.read(key));
        Json saved = api().call("PUT", Api.path("certificates", id), body).get("doc");
        done(
                saved,
                id + " is served for "
                        + String.join(
                                ", ",
                                saved.get("servedNames").items().stream()
                                        .map(Json::text)
                                        .toList()) + ".");
    }

    @Command(name = "remove", description = "Serve a certificate no more.")
    void remove(@Parameters(paramLabel = "ID", description = "as paz certificates lists it") String id) {
        api().call("DELETE", Api.path("certificates", id), null);
        done(Json.of("removed", id), id + " is removed.");
    }
}
