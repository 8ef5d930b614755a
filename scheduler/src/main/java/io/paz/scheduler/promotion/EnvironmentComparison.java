package io.paz.scheduler.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Differences between what serves in two environments. Pure. */
public final class EnvironmentComparison {

    private EnvironmentComparison() {}

    /**
     * What serves of a service in one environment.
     *
     * @param fields configuration, each field by its path; a secret variable by its fingerprint
     */
    public record Side(int version, String image, Map<String, String> fields) {}

    /** A field that is not the same; null where one side has none. */
    public record Difference(
            String field, @Nullable String left, @Nullable String right) {}

    /**
     * A service in both environments.
     *
     * @param left null where nothing serves there
     * @param right null where nothing serves there
     * @param differences of image and configuration, by field; empty where one side is missing
     */
    public record Service(
            String name, @Nullable Side left, @Nullable Side right, List<Difference> differences) {

        public boolean isSame() {
            return left != null && right != null && differences.isEmpty();
        }
    }

    /** All services of both, by name. */
    public static List<Service> of(Map<String, Side> left, Map<String, Side> right) {
        TreeSet<String> names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        return names.stream()
                .map(name -> service(name, left.get(name), right.get(name)))
                .toList();
    }

    public static Service service(String name, @Nullable Side left, @Nullable Side right) {
        return new Service(name, left, right, left == null || right == null ? List.of() : differences(left, right));
    }

    private static List<Difference> differences(Side left, Side right) {
        List<Difference> differences = new ArrayList<>();
        if (!left.image().equals(right.image())) {
            differences.add(new Difference("image", left.image(), right.image()));
        }
        TreeSet<String> fields = new TreeSet<>(left.fields().keySet());
        fields.addAll(right.fields().keySet());
        for (String field : fields) {
            String before = left.fields().get(field);
            String after = right.fields().get(field);
            if (!Objects.equals(before, after)) {
                differences.add(new Difference(field, before, after));
            }
        }
        return differences;
    }
}
