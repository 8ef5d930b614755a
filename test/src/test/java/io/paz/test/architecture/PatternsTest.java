package io.paz.test.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No regular expression of Paz takes more than a bounded number of steps for each character of a text, nor a stack that grows with it:
 * texts come from callers, registries and containers. Steps are counted, not timed.
 */
final class PatternsTest {

    private static final int LENGTH = 2_000;
    private static final int STEPS_PER_CHARACTER = 40;
    /** As small as a request's thread has it on one machine. */
    private static final long STACK_SIZE = 160 * 1024;

    private static final String COMMON = "aA1-._:/@,;= \"[\n\u0085";

    @Test
    void no_pattern_overflows_or_backtracks_without_bound() throws Exception {
        Map<String, Pattern> patterns = patterns();
        assertThat(patterns).hasSizeGreaterThan(70);
        List<String> costly = new ArrayList<>();
        Thread thread = new Thread(
                null,
                () -> patterns.forEach((name, pattern) -> {
                    String failure = failure(pattern);
                    if (!failure.isEmpty()) {
                        costly.add(name + " " + pattern + ": " + failure);
                    }
                }),
                "patterns",
                STACK_SIZE);
        thread.start();
        thread.join();
        assertThat(costly).isEmpty();
    }

    @Test
    void finds_a_pattern_that_is_costly() throws Exception {
        List<String> found = new ArrayList<>();
        Thread thread = new Thread(
                null,
                () -> Stream.of(
                                "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*",
                                "(/[^/:]+)+",
                                "(a+)+",
                                "\\s*([A-Za-z]+)\\s*(.*)",
                                "[^/]*[.:][^/]*/.+")
                        .map(pattern -> failure(Pattern.compile(pattern)))
                        .forEach(found::add),
                "patterns",
                STACK_SIZE);
        thread.start();
        thread.join();
        assertThat(found).hasSize(5).doesNotContain("");
    }

    private static Map<String, Pattern> patterns() throws ReflectiveOperationException {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(new ArchitectureTest.DoNotIncludeTestJars())
                .importPackages("io.paz");
        Map<String, Pattern> patterns = new TreeMap<>();
        for (JavaClass each : classes) {
            for (JavaField field : each.getFields()) {
                boolean isConstant = field.getModifiers().contains(JavaModifier.STATIC)
                        && field.getRawType().isEquivalentTo(Pattern.class);
                if (isConstant && !each.getPackageName().startsWith("io.paz.bench")) {
                    Field constant = field.reflect();
                    constant.setAccessible(true);
                    patterns.put(field.getFullName(), (Pattern) constant.get(null));
                }
            }
        }
        return patterns;
    }

    /** What a text does to the pattern; empty where none does anything. */
    private static String failure(Pattern pattern) {
        String prefix = literalPrefix(pattern.pattern());
        for (String unit : units(pattern.pattern())) {
            for (String end : List.of("", "!", "\n", "\u0085")) {
                CountedText text = new CountedText(prefix, unit, end);
                try {
                    boolean unused = pattern.matcher(text).matches();
                } catch (StackOverflowError e) {
                    return "overflows the stack at " + text.described();
                } catch (CountedText.TooManyStepsException e) {
                    return "takes too many steps at " + text.described();
                }
            }
        }
        return "";
    }

    /** What is repeated: single characters, and pairs of those that the pattern names. */
    private static Set<String> units(String pattern) {
        Set<String> named = characters("a1" + pattern.replaceAll("[^!-~]", ""));
        Set<String> units = characters(COMMON);
        units.addAll(named);
        for (String first : named) {
            for (String second : named) {
                units.add(first + second);
            }
        }
        return units;
    }

    private static Set<String> characters(String text) {
        Set<String> characters = new LinkedHashSet<>();
        text.chars().forEach(c -> characters.add(String.valueOf((char) c)));
        return characters;
    }

    private static String literalPrefix(String pattern) {
        int end = 0;
        while (end < pattern.length() && "\\[](){}|^$.*+?".indexOf(pattern.charAt(end)) < 0) {
            end++;
        }
        boolean repeated = end < pattern.length() && "*+?{".indexOf(pattern.charAt(end)) >= 0;
        return pattern.substring(0, repeated ? Math.max(0, end - 1) : end);
    }

    /** A long text that is never held in memory, and counts how often it was looked at. */
    private static final class CountedText implements CharSequence {

        static final class TooManyStepsException extends RuntimeException {}

        private final String prefix;
        private final String unit;
        private final String end;
        private long steps;

        CountedText(String prefix, String unit, String end) {
            this.prefix = prefix;
            this.unit = unit;
            this.end = end;
        }

        String described() {
            return "\"%s\", then \"%s\" repeated, then \"%s\"".formatted(prefix, unit, end);
        }

        @Override
        public int length() {
            return prefix.length() + LENGTH + end.length();
        }

        @Override
        public char charAt(int index) {
            if (++steps > (long) STEPS_PER_CHARACTER * LENGTH) {
                throw new TooManyStepsException();
            }
            int inUnits = index - prefix.length();
            if (inUnits < 0) {
                return prefix.charAt(index);
            }
            return inUnits < LENGTH ? unit.charAt(inUnits % unit.length()) : end.charAt(inUnits - LENGTH);
        }

        @Override
        public CharSequence subSequence(int start, int stop) {
            return toString().substring(start, stop);
        }

        @Override
        public String toString() {
            return prefix + unit.repeat(LENGTH).substring(0, LENGTH) + end;
        }
    }
}
