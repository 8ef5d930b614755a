package io.paz.http.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log on disk, and what somebody who can write to its folder does to it. */
class AuditLogTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final AuditLimits LIMITS = new AuditLimits(100_000, Duration.ofDays(30), 5, 0);

    @TempDir
    private Path folder;

    private AuditLog open(AuditLimits limits, Instant now) {
        return AuditLog.open(folder, limits, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static AuditRecord entry(int number) {
        return new AuditRecord(
                0,
                "",
                NOW.toEpochMilli() + number,
                AuditRecord.REQUEST,
                new AuditRecord.Who("token", "t" + number % 2, "CI of team " + number % 2),
                "192.0.2.1",
                null,
                "POST /services/web/deploy",
                "web" + number % 3,
                200,
                "id",
                1);
    }

    private void write(int records) {
        try (AuditLog log = open(LIMITS, NOW)) {
            for (int i = 1; i <= records; i++) {
                log.appendAndSync(entry(i));
            }
        }
    }

    private Path file(long first) {
        return AuditFiles.startingAt(folder, first);
    }

    private void change(Path file, UnaryOperator<List<String>> change) throws IOException {
        Files.write(file, change.apply(new ArrayList<>(Files.readAllLines(file))));
    }

    private String problem() {
        return String.valueOf(AuditVerifier.verify(folder).problem());
    }

    @Test
    void a_log_that_nobody_touched_is_whole() {
        write(20);
        write(5);

        AuditVerdict verdict = AuditVerifier.verify(folder);

        assertThat(verdict.problem()).isNull();
        assertThat(verdict.records()).isEqualTo(25);
        assertThat(verdict.inWords()).isEqualTo("whole: 25 records up to number 25, " + verdict.hash());
    }

    @Test
    void the_files_are_readable_by_their_owner_only() throws IOException {
        write(1);

        assertThat(Files.getPosixFilePermissions(folder.resolve("head"))).hasSize(2);
        assertThat(Files.getPosixFilePermissions(file(1))).hasSize(2);
    }

    @Test
    void a_record_that_was_edited_is_named() throws IOException {
        write(10);
        change(file(1), lines -> {
            lines.set(4, lines.get(4).replace("192.0.2.1", "192.0.2.9"));
            return lines;
        });

        assertThat(problem()).startsWith("audit-000000000001.jsonl, record 5 was changed");
    }

    @Test
    void the_last_record_that_was_edited_is_named() throws IOException {
        write(10);
        change(file(1), lines -> {
            lines.set(9, lines.get(9).replace("192.0.2.1", "192.0.2.9"));
            return lines;
        });

        assertThat(problem()).startsWith("audit-000000000001.jsonl, record 10 was changed: head has another hash");
    }

    @Test
    void a_record_that_was_removed_is_named() throws IOException {
        write(10);
        change(file(1), lines -> {
            lines.remove(6);
            return lines;
        });

        assertThat(problem()).startsWith("audit-000000000001.jsonl, record 7 is missing");
    }

    @Test
    void records_that_changed_places_are_named() throws IOException {
        write(10);
        change(file(1), lines -> {
            lines.add(2, lines.remove(3));
            return lines;
        });

        assertThat(problem()).startsWith("audit-000000000001.jsonl, record 3 is missing; the next one is record 4");
    }

    @Test
    void a_record_that_was_copied_is_named() throws IOException {
        write(10);
        change(file(1), lines -> {
            lines.add(3, lines.get(2));
            return lines;
        });

        assertThat(problem()).startsWith("audit-000000000001.jsonl, record 4 is not there; record 3 stands");
    }

    @Test
    void a_line_that_is_no_record_is_named() throws IOException {
        write(10);
        change(file(1), lines -> {
            lines.set(3, "{}" + "\0".repeat(20));
            return lines;
        });

        assertThat(problem()).startsWith("audit-000000000001.jsonl, record 4 is no record");
    }

    @Test
    void a_cut_tail_is_told_from_one_that_a_crash_left() throws IOException {
        write(10);
        change(file(1), lines -> lines.subList(0, 8));

        assertThat(problem())
                .startsWith("audit-000000000001.jsonl, record 9 is missing, with those up to 10 that were written");

        // The platform goes on, and the log says for ever what was missing.
        write(3);
        assertThat(problem()).contains("record 9 says that records before it were missing: records 9 to 10");
    }

    @Test
    void a_record_that_a_crash_left_unfinished_is_no_problem() throws IOException {
        write(10);
        Files.writeString(file(1), "{\"sequence\":11,\"prev", StandardOpenOption.APPEND);

        AuditVerdict verdict = AuditVerifier.verify(folder);
        assertThat(verdict.problem()).isNull();
        assertThat(verdict.torn()).isEqualTo(20);

        write(2);
        assertThat(AuditVerifier.verify(folder).problem()).isNull();
        assertThat(Files.readString(file(1))).contains("20 bytes of an unfinished record dropped");
    }

    @Test
    void a_log_cut_at_any_byte_behind_the_synced_records_opens_and_is_whole() throws IOException {
        write(3);
        byte[] head = Files.readAllBytes(folder.resolve("head"));
        byte[] three = Files.readAllBytes(file(1));
        write(1);
        byte[] four = Files.readAllBytes(file(1));
        for (int length = three.length; length <= four.length; length++) {
            Files.write(file(1), Arrays.copyOf(four, length));
            Files.write(folder.resolve("head"), head);

            assertThat(problem()).as("cut at byte " + length).isEqualTo("null");
            write(1);
            assertThat(problem()).as("after byte " + length).isEqualTo("null");
        }
    }

    @Test
    void a_removed_file_is_named() throws IOException {
        writeFiles(4);
        List<Path> files = AuditFiles.of(folder);

        Files.delete(files.get(1));
        assertThat(problem())
                .startsWith(AuditFiles.name(files.get(2)) + ", record " + AuditFiles.firstSequence(files.get(1))
                        + " is missing");
    }

    @Test
    void a_removed_first_file_is_told_from_one_that_the_log_removed() throws IOException {
        writeFiles(4);
        Files.delete(file(1));

        assertThat(problem()).startsWith("audit-000000000001.jsonl, record 1: it and those up to ");
    }

    @Test
    void files_beyond_the_limit_go_and_the_chain_keeps_its_anchor() throws IOException {
        writeFiles(12);

        assertThat(AuditFiles.of(folder)).hasSizeLessThanOrEqualTo(5);
        assertThat(file(1)).doesNotExist();
        assertThat(problem()).isEqualTo("null");

        Files.delete(AuditFiles.of(folder).get(0));
        assertThat(problem()).contains("no record says that Paz removed them");
    }

    /** Each of a few records. */
    private void writeFiles(int files) throws IOException {
        AuditLimits small = new AuditLimits(1_000, Duration.ofDays(30), 5, 0);
        try (AuditLog log = open(small, NOW)) {
            for (int i = 1; i <= files * 4; i++) {
                log.append(entry(i));
            }
        }
        assertThat(AuditFiles.of(folder)).hasSizeGreaterThanOrEqualTo(Math.min(files, 4));
    }

    @Test
    void a_new_file_begins_by_age() throws IOException {
        write(1);
        try (AuditLog log = open(LIMITS, NOW.plus(Duration.ofDays(31)))) {
            log.append(entry(2));
        }

        assertThat(AuditFiles.of(folder)).containsExactly(file(1), file(2));
        assertThat(problem()).isEqualTo("null");
    }

    @Test
    void a_removed_head_and_a_removed_log_are_problems() throws IOException {
        write(3);
        Files.delete(folder.resolve("head"));
        assertThat(problem()).contains("head is missing");
        assertThat(AuditVerifier.verify(folder.resolve("none")).isWhole()).isFalse();

        write(1);
        assertThat(problem()).contains("record 4 says that records before it were missing: the file head");

        Files.delete(file(1));
        assertThat(problem()).contains("record 1 is missing, with those up to 5");
    }

    @Test
    void records_that_come_at_once_are_one_chain() {
        try (AuditLog log = open(new AuditLimits(20_000, Duration.ofDays(30), 5, 0), NOW)) {
            CompletableFuture.allOf(IntStream.range(0, 8)
                            .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                                for (int i = 0; i < 50; i++) {
                                    log.appendAndSync(entry(i));
                                }
                            }))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }

        AuditVerdict verdict = AuditVerifier.verify(folder);
        assertThat(verdict.problem()).isNull();
        assertThat(verdict.last()).isGreaterThanOrEqualTo(400);
    }

    @Test
    void a_second_process_is_refused_and_a_second_service_of_one_process_is_not() {
        SharedAuditLog first = SharedAuditLog.open(folder, LIMITS, Clock.systemUTC());
        try (SharedAuditLog second = SharedAuditLog.open(folder, LIMITS, Clock.systemUTC())) {
            first.close();
            second.log().appendAndSync(entry(1));

            assertThatThrownBy(() -> open(LIMITS, NOW))
                    .isInstanceOf(AuditLogException.class)
                    .hasMessageContaining("another process uses it");
        }
        write(1);
        assertThat(problem()).isEqualTo("null");
    }

    @Test
    void pages_are_newest_first_and_filtered() {
        write(30);
        try (AuditLog log = open(LIMITS, NOW)) {
            AuditPage newest = log.read(new AuditQuery(null, null, null, 0, Long.MAX_VALUE, false, 10));
            assertThat(newest.records())
                    .extracting(AuditRecord::sequence)
                    .containsExactly(30L, 29L, 28L, 27L, 26L, 25L, 24L, 23L, 22L, 21L);
            assertThat(newest.next()).isEqualTo(21);

            AuditPage rest = log.read(new AuditQuery(21L, "TEAM 1", "web2", 0, Long.MAX_VALUE, false, 10));
            assertThat(rest.records()).extracting(AuditRecord::sequence).containsExactly(17L, 11L, 5L);
            assertThat(rest.next()).isNull();

            long from = NOW.toEpochMilli() + 10;
            assertThat(log.read(new AuditQuery(null, null, null, from, from + 2, false, 10))
                            .records())
                    .hasSize(2);
            assertThat(log.read(new AuditQuery(null, null, null, 0, Long.MAX_VALUE, true, 10))
                            .records())
                    .isEmpty();
        }
    }

    @Test
    void a_record_is_one_line_of_ascii_or_escaped_text() throws IOException {
        try (AuditLog log = open(LIMITS, NOW)) {
            AuditRecord evil = new AuditRecord(
                    0,
                    "",
                    1,
                    "request",
                    new AuditRecord.Who("token", "x\n{}", "a\"b"),
                    "",
                    null,
                    "POST /\n",
                    null,
                    200,
                    "",
                    1);
            log.appendAndSync(evil);
        }

        assertThat(Files.readString(file(1), StandardCharsets.UTF_8).lines()).hasSize(1);
        assertThat(problem()).isEqualTo("null");
    }
}
