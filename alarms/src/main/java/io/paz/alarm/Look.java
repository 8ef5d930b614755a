package io.paz.alarm;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a look at the platform found. Alarms of rules that were not looked at, since a part does not answer, stay as they are.
 *
 * @param rules names of those that were looked at
 */
public record Look(Set<String> rules, List<Condition> conditions) {

    public Look {
        rules = Set.copyOf(rules);
        conditions = List.copyOf(conditions);
    }

    public static Look of(Collection<AlarmRule> rules, List<Condition> conditions) {
        return new Look(rules.stream().map(AlarmRule::name).collect(Collectors.toSet()), conditions);
    }

    public Look and(Look other) {
        return new Look(
                Stream.concat(rules.stream(), other.rules.stream()).collect(Collectors.toSet()),
                Stream.concat(conditions.stream(), other.conditions.stream()).toList());
    }
}
