package io.paz.cli.command;

import io.paz.cli.api.Api;
import io.paz.cli.api.CommandException;
import io.paz.cli.json.Json;
import io.paz.cli.output.Suggestions;
import io.paz.cli.output.Table;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Host names of services. */
@Command(name = "domains", description = "Domains of services, with their DNS and certificates.")
final class DomainsCommand extends Group implements Runnable {

    DomainsCommand(Session session) {
        super(session);
    }

    @Override
    public void run() {
        list();
    }

    @Command(name = "list", description = "All domains of public services.")
    void list() {
        Json answer = api().get("/domains");
        Table table = new Table("DOMAIN", "SERVICE", "DNS", "CERTIFICATE");
        for (Json domain : answer.get("domains").items()) {
            table.row(
                    domain.text("domain"),
                    domain.text("service"),
                    dns(domain.get("dns")),
                    certificate(domain.get("certificate")));
        }
        show(answer, table, "No public service has a domain: paz domains add SERVICE DOMAIN");
    }

    private static String dns(Json dns) {
        if (dns.isNothing()) {
            return "";
        }
        return dns.has("problem")
                ? dns.text("problem")
                : dns.get("pointsHere").isTrue() ? "points here" : "points elsewhere";
    }

    private static String certificate(Json certificate) {
        return certificate.isNothing() ? "none" : certificate.text("daysLeft") + " days left";
    }

    @Command(name = "add", description = "Give a service another domain, from its next deployment on.")
    void add(
            @Parameters(paramLabel = SERVICE, description = "its name") String service,
            @Parameters(paramLabel = "DOMAIN", description = "a host name, or a wildcard such as *.shop.example.org")
                    String domain) {
        List<String> domains = domains(service);
        if (!domains.contains(domain)) {
            domains.add(domain);
        }
        replace(service, domains);
    }

    @Command(name = "remove", description = "Take a domain away, from the next deployment on.")
    void remove(
            @Parameters(paramLabel = SERVICE, description = "its name") String service,
            @Parameters(paramLabel = "DOMAIN", description = "one of its domains") String domain) {
        List<String> domains = domains(service);
        if (!domains.remove(domain)) {
            throw CommandException.failed(
                    service + " has no domain " + domain + "." + Suggestions.sentence(domain, domains));
        }
        replace(service, domains);
    }

    private List<String> domains(String service) {
        Json config = api().doc(service(service) + "/config/next");
        return new ArrayList<>(
                config.get("domains").items().stream().map(Json::text).toList());
    }

    private void replace(String service, List<String> domains) {
        Json changed = api().call("PATCH", service(service) + "/config/next", Json.of("domains", domains));
        done(
                changed.get("doc").get("domains"),
                service + ": " + String.join(", ", domains) + ". It takes effect with the next deployment: paz deploy "
                        + service);
    }

    @Command(name = "retry", description = "Order the certificate of a domain as soon as the authority allows it.")
    void retry(@Parameters(paramLabel = "DOMAIN", description = "of a public service") String domain) {
        api().call("POST", Api.path("domains", domain, "retry"), null);
        done(Json.of("domain", domain), "The certificate of " + domain + " is ordered.");
    }
}
