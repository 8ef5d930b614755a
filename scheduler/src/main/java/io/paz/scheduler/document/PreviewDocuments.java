package io.paz.scheduler.document;

import io.paz.api.scheduler.PreviewDocument;
import io.paz.scheduler.preview.Preview;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Converts previews to API documents: as a document, and as a text for a terminal. */
public final class PreviewDocuments {

    private PreviewDocuments() {}

    public static PreviewDocument of(String service, Preview preview) {
        return new PreviewDocument(
                service,
                preview.version(),
                preview.replaces(),
                preview.image(),
                preview.strategy(),
                preview.reason(),
                preview.tasks(),
                preview.parts().stream().map(PreviewDocuments::unit).toList(),
                values(preview.keys()),
                preview.proxy().stream().flatMap(PreviewDocuments::lines).toList(),
                values(preview.environment()));
    }

    private static PreviewDocument.Unit unit(Preview.Part part) {
        String before = Objects.requireNonNullElse(part.replaces(), part.name());
        return new PreviewDocument.Unit(
                part.name(),
                part.change().name().toLowerCase(Locale.ROOT),
                part.replaces(),
                UnifiedDiff.of(before, part.before(), part.name(), part.after()));
    }

    private static Stream<PreviewDocument.ProxyLine> lines(Preview.ProxyFile file) {
        return UnifiedDiff.changedLines(file.before(), file.after()).stream()
                .filter(line -> !line.text().isBlank())
                .map(line -> new PreviewDocument.ProxyLine(
                        file.name(),
                        line.added() ? "added" : "removed",
                        line.text().strip()));
    }

    private static List<PreviewDocument.Value> values(List<Preview.Value> values) {
        return values.stream()
                .map(value -> new PreviewDocument.Value(value.name(), value.before(), value.after()))
                .toList();
    }

    public static String text(PreviewDocument preview) {
        String old = preview.replaces() == null ? "" : ", replaces version " + preview.replaces();
        return Stream.of(
                        "%s: version %d%s\nimage %s\n%s"
                                .formatted(
                                        preview.service(), preview.version(), old, preview.image(), strategy(preview)),
                        section("Tasks", preview.tasks().stream()),
                        section("Environment", preview.environment().stream().map(PreviewDocuments::line)),
                        section("Keys in etcd", preview.keys().stream().map(PreviewDocuments::line)),
                        section("HAProxy", preview.proxy().stream().map(PreviewDocuments::line)),
                        section("Units", preview.units().stream().map(PreviewDocuments::line)))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n\n", "", "\n"));
    }

    /** Most reasons begin with the strategy's name. */
    private static String strategy(PreviewDocument preview) {
        String reason = preview.reason();
        return "strategy " + (reason.startsWith(preview.strategy()) ? reason : preview.strategy() + ": " + reason);
    }

    private static String section(String title, Stream<String> lines) {
        String body = lines.collect(Collectors.joining("\n"));
        return body.isEmpty() ? "" : title + "\n" + body;
    }

    private static String line(PreviewDocument.Value value) {
        String before = value.before() == null ? "" : "- " + value.name() + " = " + value.before();
        String after = value.after() == null ? "" : "+ " + value.name() + " = " + value.after();
        return before.isEmpty() || after.isEmpty() ? before + after : before + "\n" + after;
    }

    private static String line(PreviewDocument.ProxyLine line) {
        return (line.change().equals("added") ? "+ " : "- ") + line.file() + ": " + line.line();
    }

    private static String line(PreviewDocument.Unit unit) {
        return unit.name() + " " + unit.change() + (unit.diff().isEmpty() ? "" : "\n" + unit.diff());
    }
}
