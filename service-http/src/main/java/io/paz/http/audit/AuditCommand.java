package io.paz.http.audit;

import io.paz.http.audit.log.AuditLogException;
import io.paz.http.audit.log.AuditPage;
import io.paz.http.audit.log.AuditQuery;
import io.paz.http.audit.log.AuditReader;
import io.paz.http.audit.log.AuditRecord;
import io.paz.http.audit.log.AuditVerdict;
import io.paz.http.audit.log.AuditVerifier;
import io.paz.http.text.TerminalText;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The words {@code audit verify FOLDER} and {@code audit show FOLDER RECORDS} of a program, which need no running service. */
public final class AuditCommand {

    private static final int WORDS_OF_VERIFY = 3;
    private static final int WORDS_OF_SHOW = 4;

    private AuditCommand() {}

    public static boolean isMeantBy(String[] arguments) {
        return arguments.length > 0 && arguments[0].equals("audit");
    }

    /** Returns the exit status: 0, 1 when the chain is broken, 2 when the log cannot be read. */
    public static int run(String[] arguments, PrintStream out) {
        try {
            if (arguments.length == WORDS_OF_VERIFY && arguments[1].equals("verify")) {
                return verify(Path.of(arguments[2]), out);
            }
            if (arguments.length == WORDS_OF_SHOW && arguments[1].equals("show")) {
                return show(Path.of(arguments[2]), Integer.parseInt(arguments[WORDS_OF_SHOW - 1]), out);
            }
            out.println("audit: expected verify FOLDER, or show FOLDER RECORDS");
            return 2;
        } catch (AuditLogException e) {
            out.println(e.getMessage());
            return 2;
        }
    }

    private static int verify(Path folder, PrintStream out) {
        AuditVerdict verdict = AuditVerifier.verify(folder);
        out.println("Audit log " + folder + " is " + TerminalText.line(verdict.inWords()));
        return verdict.isWhole() ? 0 : 1;
    }

    private static int show(Path folder, int records, PrintStream out) {
        if (!Files.isDirectory(folder)) {
            out.println(folder + ": there is no audit log (expected: the folder of one)");
            return 2;
        }
        AuditPage page = AuditReader.read(folder, new AuditQuery(null, null, null, 0, Long.MAX_VALUE, false, records));
        List<AuditRecord> newestFirst = page.records();
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            out.println(TerminalText.line(line(newestFirst.get(i))));
        }
        return 0;
    }

    static String line(AuditRecord entry) {
        String count = entry.count() == 1 ? "" : " (%d times)".formatted(entry.count());
        return "%s  %-7s %3d  %s  %s %s  %s%s"
                .formatted(
                        Instant.ofEpochMilli(entry.at()).truncatedTo(ChronoUnit.SECONDS),
                        entry.event(),
                        entry.status(),
                        entry.address().isEmpty() ? "-" : entry.address(),
                        entry.actor().name(),
                        entry.actor().id().equals(entry.actor().name())
                                ? ""
                                : "(" + entry.actor().id() + ")",
                        entry.action(),
                        count);
    }
}
