package io.paz.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs each fuzz test with some inputs made of those that are kept: the same ones in every build, so that none fails by chance. */
class ShortFuzzTest {

    private static final int RUNS = 500;
    private static final long SEED = 1;
    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)++)\"");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:x([0-9a-f]{2})|(.))");

    @ParameterizedTest
    @ValueSource(
            classes = {
                CertificateFuzzTest.class,
                HookPayloadFuzzTest.class,
                HookSignatureFuzzTest.class,
                ImageNameFuzzTest.class,
                ProxySettingsFuzzTest.class,
                RouteTemplateFuzzTest.class,
                ServiceBodyFuzzTest.class,
                UnitEscapingFuzzTest.class,
                UnitReadingFuzzTest.class
            })
    void holds_for_some_changed_inputs(Class<?> test) throws Exception {
        Method method = Arrays.stream(test.getDeclaredMethods())
                .filter(candidate -> candidate.isAnnotationPresent(FuzzTest.class))
                .findFirst()
                .orElseThrow();
        Mutations mutations = new Mutations(keptInputs(test, method), words(method), SEED);
        Object instance = test.getDeclaredConstructor().newInstance();
        for (int run = 0; run < RUNS; run++) {
            run(method, instance, mutations.next());
        }
    }

    private static void run(Method method, Object instance, byte[] input) throws IllegalAccessException {
        try {
            method.invoke(instance, (Object) input);
        } catch (InvocationTargetException e) {
            throw new AssertionError(
                    "found an input; keep it (Base64): " + Base64.getEncoder().encodeToString(input), e.getCause());
        }
    }

    private static List<byte[]> keptInputs(Class<?> test, Method method) throws IOException, URISyntaxException {
        URL folder = test.getResource(test.getSimpleName() + "Inputs/" + method.getName());
        try (Stream<Path> files = Files.list(
                Path.of(Objects.requireNonNull(folder, test.getName()).toURI()))) {
            List<byte[]> inputs = files.sorted().map(ShortFuzzTest::read).toList();
            assertThat(inputs).isNotEmpty();
            return inputs;
        }
    }

    private static List<byte[]> words(Method method) throws IOException, URISyntaxException {
        String name = method.getAnnotation(DictionaryFile.class).resourcePath();
        URL file = Objects.requireNonNull(ShortFuzzTest.class.getResource(name), name);
        return Files.readAllLines(Path.of(file.toURI())).stream()
                .map(WORD::matcher)
                .filter(Matcher::matches)
                .map(word -> word(word.group(1)))
                .toList();
    }

    /** A word as the fuzzer's dictionaries write it, byte by byte. */
    private static byte[] word(String escaped) {
        return ESCAPE.matcher(escaped)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        escape.group(1) == null
                                ? escape.group(2)
                                : String.valueOf((char) Integer.parseInt(escape.group(1), 16))))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
