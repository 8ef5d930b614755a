package io.paz.http.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceOptionsTest {

    private static final ServiceOptions OPTIONS = new ServiceOptions(
            "sample",
            "a sample",
            List.of(
                    new Option("port", "SAMPLE_PORT", OptionType.PORT, "9001", "port to listen on"),
                    new Option("data", "SAMPLE_DATA", OptionType.PATH, null, "folder of the data"),
                    new Option("open", "SAMPLE_OPEN", OptionType.FLAG, "false", "open it"),
                    new Option("peer", "SAMPLE_PEER", OptionType.URL, null, "the peer")));

    @TempDir
    Path folder;

    @Test
    void takesTheDefaultsWhenNothingIsGiven() {
        assertThat(resolve(Map.of())).isEqualTo(Map.of("paz.port", "9001", "paz.open", "false"));
    }

    @Test
    void prefersFlagsToTheEnvironmentToTheFileToTheDefault() throws Exception {
        Path file = Files.writeString(
                folder.resolve("config"),
                "# ports\nSAMPLE_PORT=1\nSAMPLE_DATA=/file\n\nOTHER=x\n SAMPLE_OPEN = true \n");
        Map<String, String> environment = Map.of("SAMPLE_PORT", "2", "SAMPLE_DATA", "");

        assertThat(resolve(environment, "--config", file.toString(), "--port=3"))
                .isEqualTo(Map.of(
                        "paz.port", "3", "paz.data", "/file", "paz.open", "true", "paz.config", file.toString()));
        assertThat(resolve(environment, "--config=" + file)).containsEntry("paz.port", "2");
        assertThat(resolve(Map.of("PAZ_CONFIG", file.toString()))).containsEntry("paz.port", "1");
    }

    @Test
    void takesFlagsInBothSpellings() {
        assertThat(resolve(Map.of(), "--port", "1", "--open", "--data=/a=b"))
                .isEqualTo(Map.of("paz.port", "1", "paz.open", "true", "paz.data", "/a=b"));
        assertThat(resolve(Map.of("SAMPLE_OPEN", "true"), "--open=false")).containsEntry("paz.open", "false");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("--prot=1", "--prot: unknown option (see sample --help for those it has)"),
                Arguments.of("stray", "stray: unknown option (see sample --help for those it has)"),
                Arguments.of("--port", "--port: value is missing (expected: a whole number from 0 to 65535)"),
                Arguments.of("--port=x", "--port: value \"x\" (expected: a whole number from 0 to 65535)"),
                Arguments.of("--port=70000", "--port: value \"70000\" (expected: a whole number from 0 to 65535)"),
                Arguments.of("--port=", "--port: value \"\" (expected: a whole number from 0 to 65535)"),
                Arguments.of("--open=yes", "--open: value \"yes\" (expected: true or false)"),
                Arguments.of(
                        "--peer=localhost",
                        "--peer: value \"localhost\" (expected: a URL that starts with http:// or https://)"),
                Arguments.of(
                        "--config=/no/such/file",
                        "--config: file /no/such/file cannot be read:"
                                + " java.nio.file.NoSuchFileException: /no/such/file"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refuses(String argument, String message) {
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> resolve(Map.of(), argument))
                .withMessage(message);
    }

    @Test
    void saysWhereAMalformedValueCameFrom() throws Exception {
        Path file = Files.writeString(folder.resolve("config"), "SAMPLE_PORT=x\n");
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> resolve(Map.of("SAMPLE_PORT", "y")))
                .withMessageStartingWith("SAMPLE_PORT: value \"y\"");
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> resolve(Map.of(), "--config", file.toString()))
                .withMessageStartingWith("SAMPLE_PORT in the file of --config: value \"x\"");
        Files.writeString(file, "SAMPLE_PORT\n");
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> resolve(Map.of(), "--config", file.toString()))
                .withMessage("%s: line \"SAMPLE_PORT\" (expected: VARIABLE=value)", file);
    }

    @Test
    void explainsItself() {
        assertThat(ServiceOptions.asksForHelp(new String[] {"--port=1", "--help"}))
                .isTrue();
        assertThat(OPTIONS.help()).isEqualTo("""
                        sample: a sample

                        Options:
                          --port PORT  (SAMPLE_PORT)
                              port to listen on; default 9001
                          --data PATH  (SAMPLE_DATA)
                              folder of the data
                          --open  (SAMPLE_OPEN)
                              open it; default false
                          --peer URL  (SAMPLE_PEER)
                              the peer
                          --config PATH  (PAZ_CONFIG)
                              file with lines VARIABLE=value
                          --help
                              print this
                        """);
    }

    private static Map<String, String> resolve(Map<String, String> environment, String... arguments) {
        return OPTIONS.resolve(arguments, environment);
    }
}
