package io.paz.scheduler.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paz.http.text.TerminalText;
import io.paz.scheduler.document.ConfigurationDocuments;
import io.paz.scheduler.promotion.EnvironmentComparison;
import io.paz.scheduler.promotion.EnvironmentComparison.Difference;
import io.paz.scheduler.promotion.EnvironmentComparison.Service;
import io.paz.scheduler.promotion.EnvironmentComparison.Side;
import io.paz.scheduler.release.Release;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Converts comparisons of environments. */
public final class ComparisonDocuments {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String VARIABLES = "env";
    private static final String NOTHING = "-";

    private ComparisonDocuments() {}

    /** Both sides; {@code same} where every service serves in both with the same image and configuration. */
    public record ComparisonDocument(String left, String right, boolean same, List<ComparedService> services) {}

    /** A service; a side is absent where nothing of it serves. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ComparedService(
            String service,
            boolean same,
            @Nullable ComparedVersion left,
            @Nullable ComparedVersion right,
            List<ComparedField> differences) {}

    /** What serves. */
    public record ComparedVersion(int version, String image) {}

    /** A field's text, a variable as it is, and everything else as JSON; absent where a side has none. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ComparedField(
            String field, @Nullable String left, @Nullable String right) {}

    /** What serves, as it can be compared. */
    public static Side side(Release release) {
        Map<String, String> fields = new TreeMap<>();
        JsonNode config = JSON.valueToTree(ConfigurationDocuments.write(release.config()));
        config.properties().forEach(field -> {
            if (field.getKey().equals(VARIABLES)) {
                field.getValue()
                        .properties()
                        .forEach(variable -> fields.put(
                                VARIABLES + "." + variable.getKey(),
                                variable.getValue().asString()));
            } else if (!field.getValue().isNull()) {
                fields.put(field.getKey(), field.getValue().toString());
            }
        });
        String id = release.imageId();
        String image = id == null ? release.image() : release.image() + " (" + id + ")";
        return new Side(release.id().version(), image, fields);
    }

    static ComparisonDocument of(String left, String right, List<Service> services) {
        return new ComparisonDocument(
                left,
                right,
                services.stream().allMatch(Service::isSame),
                services.stream().map(ComparisonDocuments::of).toList());
    }

    public static ComparedService of(Service service) {
        return new ComparedService(
                service.name(),
                service.isSame(),
                version(service.left()),
                version(service.right()),
                service.differences().stream()
                        .map(each -> new ComparedField(each.field(), each.left(), each.right()))
                        .toList());
    }

    private static @Nullable ComparedVersion version(EnvironmentComparison.@Nullable Side side) {
        return side == null ? null : new ComparedVersion(side.version(), side.image());
    }

    /** A line for each service, and one below it for each difference; safe for a terminal. */
    static String text(String left, String right, List<Service> services) {
        StringBuilder text = new StringBuilder();
        for (Service service : services) {
            text.append("%s: %s %s, %s %s%s\n"
                    .formatted(
                            service.name(),
                            left,
                            number(service.left()),
                            right,
                            number(service.right()),
                            service.isSame() ? ", the same" : ""));
            for (Difference each : service.differences()) {
                text.append("  %s: %s | %s\n".formatted(each.field(), shown(each.left()), shown(each.right())));
            }
        }
        return TerminalText.lines(text.toString());
    }

    private static String number(EnvironmentComparison.@Nullable Side side) {
        return side == null ? "serves none" : "version " + side.version();
    }

    private static String shown(@Nullable String value) {
        return value == null ? NOTHING : value.replace("\n", "\\n");
    }
}
