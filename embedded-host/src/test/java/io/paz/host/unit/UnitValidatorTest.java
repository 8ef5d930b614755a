package io.paz.host.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.host.unit.text.InvalidUnitException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitValidatorTest {
    private final UnitValidator validator = new UnitValidator(new ServiceDefinitionReader(Facts.OF_TEST));

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        "[Service]\nExecStart=/bin/a\nPrivateTmp=yes\n",
                        "PrivateTmp= in [Service] is not supported by this host; remove it from the unit"),
                Arguments.of(
                        "[Service]\nType=notify\nExecStart=/bin/a\n",
                        "Type: \"notify\" (expected, on this host: simple, oneshot)"),
                Arguments.of(
                        "[Unit]\nOnFailure=x.service\n",
                        "OnFailure= in [Unit] is not supported by this host; remove it from the unit"),
                Arguments.of(
                        "[Timer]\nOnCalendar=daily\n",
                        "OnCalendar= in [Timer] is not supported by this host; remove it from the unit"),
                Arguments.of(
                        "[Service]\nExecStart=/bin/a\nStandardOutput=file:/etc/passwd\n",
                        "StandardOutput: \"file:/etc/passwd\" (expected, on this host: journal)"),
                Arguments.of(
                        "[Service]\nExecStart=bin/a\n", "neither a valid executable name nor an absolute path: bin/a"),
                Arguments.of("[Service]\nExecStart=-\n", "empty path in command line: -"),
                Arguments.of("[Service]\nExecStart=/bin/a \"b\n", "unbalanced quoting in: /bin/a \"b"),
                Arguments.of("[Service]\nExecStart=/bin/a %c\n", "specifier %c is not supported by this host"),
                Arguments.of(
                        "[Service]\nExecStart=/bin/a\nRestart=sometimes\n",
                        "Restart: \"sometimes\" (expected, on this host: no, always, on-success, on-failure,"
                                + " on-abnormal, on-abort, on-watchdog)"),
                Arguments.of(
                        "[Service]\nExecStart=/bin/a\nRestartSec=soon\n",
                        "RestartSec: \"soon\" (expected: a time such as 90, 1min 30s, or infinity)"),
                Arguments.of(
                        "[Service]\nExecStart=/bin/a\nKillSignal=SIGNOPE\n",
                        "KillSignal: \"SIGNOPE\" (expected: the name of a signal)"),
                Arguments.of(
                        "[Service]\nExecStart=/bin/a\nEnvironment=\"A B=c\"\n",
                        "Environment: \"A B=c\" (expected: NAME=value, in quotes if it has spaces)"),
                Arguments.of(
                        "[Service]\nExecStart=/bin/a\nEnvironment=A=\\x01\n",
                        "Environment: control character in \"A=?\" (expected: none but tab and newline)"),
                Arguments.of(
                        "[Unit]\nDescription=a\uFFFEb\n",
                        "unit text holds the character U+FFFE, which systemd does not read"),
                Arguments.of(
                        "[Unit]\nDescription=a\uFDD0b\n",
                        "unit text holds the character U+FDD0, which systemd does not read"),
                Arguments.of(
                        "[Unit]\nDescription=a\0b\n",
                        "unit text holds the character U+0000, which systemd does not read"),
                Arguments.of("[X-Fleet]\nGlobal=true\nMachineID=abc\n", "MachineID cannot be used with Global"),
                Arguments.of(
                        "[X-Fleet]\nMachineOf=web@1.service\nConflicts=web@*.service\n",
                        "unresolvable requirements: peer \"web@1.service\" matches conflict \"web@*.service\""));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("refused")
    void refusesByName(String text, String message) {
        assertThatThrownBy(() -> validator.check(new UnitName("x.service"), UnitFile.parse(text)))
                .isInstanceOf(InvalidUnitException.class)
                .hasMessage(message);
    }

    @Test
    void refusesOtherTypesOfUnits() {
        assertThatThrownBy(() -> validator.check(new UnitName("x.timer"), UnitFile.parse("[Unit]\n")))
                .hasMessage("unit type \"timer\" is not supported by this host (expected: a name that ends in"
                        + " .service)");
    }

    @Test
    void seesTheLinesThatALineBreakInAValueMakes() {
        UnitFile file = new UnitFile(java.util.List.of(
                new Directive("Unit", "Description", "x\n[Service]\nPrivateTmp=yes"),
                new Directive("Service", "ExecStart", "/bin/a")));
        assertThatThrownBy(() -> validator.check(new UnitName("x.service"), file))
                .hasMessage("PrivateTmp= in [Service] is not supported by this host; remove it from the unit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"100%%", "a # b", "a ; b", "<img onerror=x>", "trailing \\\\"})
    void takesAnyDescription(String description) {
        UnitFile file = UnitFile.parse("[Unit]\nDescription=" + description + "\n[Service]\nExecStart=/bin/a\n");
        assertThatCode(() -> validator.check(new UnitName("x.service"), file)).doesNotThrowAnyException();
    }

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("", "unit name cannot be empty"),
                Arguments.of("x1", "unit name must contain \".\""),
                Arguments.of("x.", "unit name cannot end in \".\""),
                Arguments.of("x.nonsense", "invalid unit type: \"nonsense\""),
                Arguments.of("x@1.mount", "invalid unit type for template: \"mount\""),
                Arguments.of("a b.service", "invalid character ' ' in unit name"),
                Arguments.of("a/b.service", "invalid character '/' in unit name"),
                Arguments.of("wеb.service", "invalid character 'е' in unit name"),
                Arguments.of("@1.service", "unit name cannot start in \"@\""),
                Arguments.of("a".repeat(249) + ".service", "unit name exceeds maximum length (256)"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("names")
    void refusesNamesAsFleet(String name, String message) {
        assertThatThrownBy(() -> new UnitName(name))
                .isInstanceOf(InvalidUnitException.class)
                .hasMessage(message);
    }

    @Test
    void knowsTemplatesAndInstances() {
        UnitName instance = new UnitName("web@1.service");
        assertThat(instance.prefix()).isEqualTo("web");
        assertThat(instance.instance()).isEqualTo("1");
        assertThat(instance.isTemplate()).isFalse();
        assertThat(new UnitName("web@.service").isTemplate()).isTrue();
        assertThat(new UnitName("web.service").isTemplate()).isFalse();
    }
}
