package io.paz.host.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.host.unit.UnitName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
    private static final UnitName A = new UnitName("a.service");
    private static final UnitName B = new UnitName("b.service");
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-01T12:00:00.000001Z"), ZoneOffset.UTC);
    private static final JournalLimits ROOMY = new JournalLimits(1 << 20, 1 << 24, Duration.ofDays(7));

    @TempDir
    private Path folder;

    private Journal open(JournalLimits limits) {
        return new Journal(folder, limits, NOON);
    }

    private static JournalQuery of(Optional<JournalPosition> from, long skip, int count, UnitName... units) {
        Set<String> names = Set.copyOf(Stream.of(units).map(UnitName::text).toList());
        return new JournalQuery(names.isEmpty() ? Map.of() : Map.of("_SYSTEMD_UNIT", names), from, skip, count);
    }

    private static JournalQuery all(UnitName... units) {
        return of(Optional.empty(), 0, JournalQuery.MAX_COUNT, units);
    }

    private static List<String> messages(List<JournalEntry> entries) {
        return entries.stream().map(JournalEntry::message).toList();
    }

    @Test
    void showsAnEntryAsJournaldDoes() {
        Journal journal = open(ROOMY);
        journal.printed(A, "output-1", 6, "hello");
        journal.record(A, 4, "a.service: Failed");
        List<JournalEntry> entries = journal.read(all());
        assertThat(entries.get(0).fields())
                .isEqualTo(Map.of(
                        "__CURSOR", "i=1",
                        "__REALTIME_TIMESTAMP", "1767268800000001",
                        "_TRANSPORT", "stdout",
                        "PRIORITY", "6",
                        "SYSLOG_IDENTIFIER", "a",
                        "_SYSTEMD_UNIT", "a.service",
                        "MESSAGE", "hello"));
        assertThat(entries.get(1).fields())
                .isEqualTo(Map.of(
                        "__CURSOR", "i=2",
                        "__REALTIME_TIMESTAMP", "1767268800000001",
                        "_TRANSPORT", "journal",
                        "PRIORITY", "4",
                        "SYSLOG_IDENTIFIER", "systemd",
                        "_SYSTEMD_UNIT", "init.scope",
                        "UNIT", "a.service",
                        "MESSAGE", "a.service: Failed"));
    }

    static Stream<Arguments> ranges() {
        return Stream.of(
                Arguments.of("everything", of(Optional.empty(), 0, 100), List.of("1", "2", "3", "4", "5")),
                Arguments.of("the first two", of(Optional.empty(), 0, 2), List.of("1", "2")),
                Arguments.of("two after the first", of(Optional.empty(), 1, 2), List.of("2", "3")),
                Arguments.of("the last two", of(Optional.empty(), -2, 2), List.of("4", "5")),
                Arguments.of("one from the last three", of(Optional.empty(), -3, 1), List.of("3")),
                Arguments.of("more than there are", of(Optional.empty(), -100, 100), List.of("1", "2", "3", "4", "5")),
                Arguments.of("from a cursor", of(Optional.of(JournalPosition.of("i=4")), 0, 100), List.of("4", "5")),
                Arguments.of("after a cursor", of(Optional.of(JournalPosition.at(3)), 1, 100), List.of("4", "5")),
                Arguments.of("around a cursor", of(Optional.of(JournalPosition.at(3)), -1, 3), List.of("2", "3", "4")),
                Arguments.of("from a time", of(at(NOON.instant()), 0, 2), List.of("1", "2")),
                Arguments.of("from a time to come", of(at(NOON.instant().plusSeconds(1)), 0, 2), List.of()),
                Arguments.of("one unit", all(A), List.of("1", "3", "5")),
                Arguments.of("two units", all(A, B), List.of("1", "2", "3", "4", "5")),
                Arguments.of("last of one unit", of(Optional.empty(), -2, 2, B), List.of("2", "4")));
    }

    private static Optional<JournalPosition> at(Instant time) {
        return Optional.of(JournalPosition.of("t=" + Long.toHexString(ChronoUnit.MICROS.between(Instant.EPOCH, time))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ranges")
    void findsEntries(String name, JournalQuery query, List<String> expected) {
        Journal journal = open(ROOMY);
        for (int i = 1; i <= 5; i++) {
            journal.printed(i % 2 == 1 ? A : B, "output-1", i, String.valueOf(i));
        }
        assertThat(messages(journal.read(query))).isEqualTo(expected);
        assertThat(messages(open(ROOMY).read(query))).isEqualTo(expected);
    }

    @Test
    void goesOnAfterARestart() {
        open(ROOMY).printed(A, "output-1", 12, "one");
        Journal again = open(ROOMY);
        assertThat(again.taken(A, "output-1")).isEqualTo(12);
        assertThat(again.taken(A, "output-2")).isZero();
        again.printed(A, "output-1", 20, "two");
        assertThat(again.read(all()).stream().map(JournalEntry::sequence)).containsExactly(1L, 2L);
    }

    @Test
    void leavesOutALineThatWasNotWrittenToItsEnd() throws IOException {
        open(ROOMY).printed(A, "output-1", 12, "one");
        Files.writeString(folder.resolve("a.service/current.jsonl"), "{\"s\":2,\"t\"", StandardOpenOption.APPEND);
        Journal again = open(ROOMY);
        again.printed(A, "output-1", 20, "two");
        assertThat(messages(again.read(all()))).containsExactly("one", "two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.service/unit", "a.service/current.jsonl"})
    void startsWhereverAFileWasCut(String name) throws IOException {
        open(ROOMY).printed(A, "output-1", 12, "grüße");
        Path file = folder.resolve(name);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            Journal again = open(ROOMY);
            again.printed(A, "output-1", 20, "more");
            List<String> messages = messages(again.read(all(A)));
            assertThat(messages).as("%d of %d bytes", length, whole.length).contains("more");
            assertThat(messages).isSubsetOf("grüße", "more");
            if (name.endsWith("jsonl")) {
                Files.deleteIfExists(folder.resolve("a.service/previous.jsonl"));
            }
        }
    }

    @Test
    void startsWhereTheNameOfAUnitIsMissing() throws IOException {
        open(ROOMY).printed(A, "output-1", 12, "one");
        Files.delete(folder.resolve("a.service/unit"));
        assertThat(messages(open(ROOMY).read(all(A)))).containsExactly("one");
    }

    @Test
    void forgetsUnitsThatAreGoneAndHaveNoLineLeft() throws IOException {
        Journal journal = open(ROOMY);
        journal.printed(A, "output-1", 1, "old");
        journal.printed(B, "output-1", 1, "old");
        for (UnitName unit : List.of(A, B)) {
            Files.setLastModifiedTime(
                    folder.resolve(unit.text()).resolve("current.jsonl"),
                    FileTime.from(NOON.instant().minus(Duration.ofDays(8))));
        }
        journal.prune(Set.of(B));
        assertThat(folder.resolve("a.service")).doesNotExist();
        assertThat(messages(journal.read(all()))).isEmpty();
        assertThat(open(ROOMY).taken(B, "output-1"))
                .as("what a unit that exists printed is not read again")
                .isEqualTo(1);
    }

    @Test
    void forgetsTheOldestOfTooManyUnitsThatAreGone() {
        Journal journal = open(ROOMY);
        for (int i = 0; i <= JournalPruning.MAX_GONE_UNITS; i++) {
            journal.printed(new UnitName("u" + i + ".service"), "output-1", 1, "line");
        }
        journal.prune(Set.of());
        assertThat(folder.resolve("u0.service")).doesNotExist();
        assertThat(folder.resolve("u1.service")).exists();
    }

    @Test
    void readsWithoutHoldingUpThoseWhoWrite() {
        Journal journal = open(ROOMY);
        IntStream.rangeClosed(1, 100).forEach(i -> journal.printed(A, "output-1", i, "line " + i));
        List<JournalSelection> parts = journal.select(all(A)).parts(1_000);
        assertThat(parts).hasSizeGreaterThan(5);
        assertThat(messages(parts.get(0).all())).startsWith("line 1", "line 2");
        journal.printed(A, "output-1", 101, "meanwhile");
        assertThat(parts.stream().flatMap(part -> messages(part.all()).stream()))
                .hasSize(100)
                .endsWith("line 100");
    }

    @Test
    void leavesOutWhatIsDroppedWhileItIsRead() {
        Journal journal = open(new JournalLimits(4_000, 1 << 20, Duration.ofDays(7)));
        IntStream.rangeClosed(1, 20).forEach(i -> journal.printed(A, "output-1", i, "line " + i));
        JournalSelection selection = journal.select(all(A));
        IntStream.rangeClosed(21, 40).forEach(i -> journal.printed(A, "output-1", i, "line " + i));
        assertThat(messages(selection.all())).endsWith("line 19", "line 20").doesNotHaveDuplicates();
        IntStream.rangeClosed(41, 200).forEach(i -> journal.printed(A, "output-1", i, "line " + i));
        assertThat(selection.all()).isEmpty();
    }

    @Test
    void dropsTheOldestLinesOfAUnitThatPrintsMuch() {
        JournalLimits small = new JournalLimits(4_000, 1 << 20, Duration.ofDays(7));
        Journal journal = open(small);
        journal.printed(B, "output-1", 1, "quiet");
        IntStream.rangeClosed(1, 1_000).forEach(i -> journal.printed(A, "output-1", i, "line " + i));
        List<String> kept = messages(journal.read(all(A)));
        assertThat(kept).hasSizeBetween(20, 100).endsWith("line 999", "line 1000");
        assertThat(messages(journal.read(all(B)))).containsExactly("quiet");
        assertThat(open(small).taken(A, "output-1")).isEqualTo(1_000);
    }

    @Test
    void dropsWhatIsTooOldAndWhatIsTooMuch() throws IOException {
        Journal journal = open(ROOMY);
        journal.printed(A, "output-1", 1, "old");
        journal.printed(B, "output-1", 1, "new");
        Files.setLastModifiedTime(
                folder.resolve("a.service/current.jsonl"),
                FileTime.from(NOON.instant().minus(Duration.ofDays(8))));
        journal.prune(Set.of(A, B));
        assertThat(messages(journal.read(all()))).containsExactly("new");
        open(new JournalLimits(1 << 20, 10, Duration.ofDays(7))).prune(Set.of(A, B));
        assertThat(messages(open(ROOMY).read(all()))).isEmpty();
    }

    @Test
    void tellsFollowersWhatComes() {
        Journal journal = open(ROOMY);
        journal.printed(A, "output-1", 1, "before");
        List<JournalEntry> come = new ArrayList<>();
        Journal.Following following = journal.follow(all(A), come::add);
        journal.printed(A, "output-1", 2, "after");
        journal.printed(B, "output-1", 3, "other");
        following.end().run();
        journal.printed(A, "output-1", 4, "too late");
        assertThat(messages(following.present().all())).containsExactly("before");
        assertThat(messages(come)).containsExactly("after");
    }

    @Test
    void keepsUnitsOfLongNames() {
        UnitName one = new UnitName("a".repeat(248) + ".service");
        UnitName other = new UnitName("a".repeat(247) + "b.service");
        Journal journal = open(ROOMY);
        journal.printed(one, "output-1", 1, "one");
        journal.printed(other, "output-1", 1, "other");
        assertThat(messages(open(ROOMY).read(all(one)))).containsExactly("one");
        assertThat(messages(open(ROOMY).read(all(other)))).containsExactly("other");
    }
}
