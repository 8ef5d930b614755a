package io.paz.http.audit.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a log from its first record to its last and finds the first one that is not what was written. The log may be in use. */
public final class AuditVerifier {

    private static final Pattern REMOVED = Pattern.compile("([0-9]{1,18}) ([0-9a-f]{64})");

    private final Path folder;
    private final Map<Long, String> removed = new HashMap<>();
    private long records;
    private long last;
    private String hash = AuditChain.START;
    private String before = AuditChain.START;
    private String lastFile = "";
    private int torn;
    private @Nullable String problem;

    private AuditVerifier(Path folder) {
        this.folder = folder;
    }

    /**
     * @throws AuditLogException when a file cannot be read
     */
    public static AuditVerdict verify(Path folder) {
        try {
            return new AuditVerifier(folder).verdict();
        } catch (IOException e) {
            throw new AuditLogException("%s: the audit log cannot be read: %s".formatted(folder, e), e);
        }
    }

    private AuditVerdict verdict() throws IOException {
        // Before the files: what is recorded meanwhile is in them, and not in it.
        Optional<AuditHead> head = Files.isDirectory(folder) ? AuditHead.read(folder) : Optional.empty();
        List<Path> files = head.isPresent() ? AuditFiles.of(folder) : List.of();
        if (head.isEmpty()) {
            problem = "%s is missing or damaged (expected: the last record's number and hash)"
                    .formatted(folder.resolve(AuditHead.FILE));
        }
        for (int i = 0; i < files.size() && problem == null; i++) {
            readFile(files.get(i), i == 0, i == files.size() - 1, head.orElseThrow());
        }
        if (problem == null) {
            checkEnds(files, head.orElseThrow());
        }
        return new AuditVerdict(records, last, hash, problem, torn);
    }

    private void readFile(Path file, boolean first, boolean newest, AuditHead head) throws IOException {
        lastFile = AuditFiles.name(file);
        AuditFiles.Content content = AuditFiles.read(file);
        if (first) {
            last = AuditFiles.firstSequence(file) - 1;
        }
        List<byte[]> lines = content.lines();
        for (int i = 0; i < lines.size() && problem == null; i++) {
            Optional<AuditRecord> entry = AuditChain.parse(lines.get(i));
            boolean tail = newest && i == lines.size() - 1 && content.rest() == 0 && last >= head.sequence();
            if (entry.isEmpty() && tail) {
                torn = lines.get(i).length;
            } else if (entry.isEmpty()) {
                broken(last + 1, "is no record");
            } else {
                readRecord(entry.orElseThrow(), lines.get(i), first && i == 0, head);
            }
        }
        if (problem == null && content.rest() > 0) {
            if (newest) {
                torn = content.rest();
            } else {
                broken(last + 1, "was cut");
            }
        }
    }

    private void readRecord(AuditRecord entry, byte[] line, boolean first, AuditHead head) {
        if (entry.sequence() > last + 1) {
            broken(last + 1, "is missing; the next one is record %d".formatted(entry.sequence()));
        } else if (entry.sequence() <= last) {
            broken(last + 1, "is not there; record %d stands in its place".formatted(entry.sequence()));
        } else if (!first && !entry.previous().equals(hash)) {
            broken(last, "was changed: record %d was made for another one".formatted(entry.sequence()));
        } else {
            accept(entry, line, first, head);
        }
    }

    private void accept(AuditRecord entry, byte[] line, boolean first, AuditHead head) {
        if (first) {
            before = entry.previous();
        }
        last = entry.sequence();
        hash = AuditChain.hash(line);
        records++;
        if (last == head.sequence() && !hash.equals(head.hash())) {
            broken(last, "was changed: %s has another hash of it".formatted(AuditHead.FILE));
        } else if (entry.event().equals(AuditRecord.MISSING)) {
            broken(last, "says that records before it were missing: " + entry.action());
        } else if (entry.event().equals(AuditRecord.REMOVED_FILES)) {
            Matcher anchor = REMOVED.matcher(entry.action());
            if (anchor.matches()) {
                removed.put(Long.parseLong(anchor.group(1)), anchor.group(2));
            }
        }
    }

    /** The beginning is where the log says that it removed older files, and the end is not before what was on disk once. */
    private void checkEnds(List<Path> files, AuditHead head) {
        long first = files.isEmpty() ? 1 : AuditFiles.firstSequence(files.get(0));
        String expected = first == 1 ? AuditChain.START : removed.get(first - 1);
        if (!before.equals(expected)) {
            problem = "%s, record 1: it and those up to %d are missing, and no record says that Paz removed them"
                    .formatted(AuditFiles.name(AuditFiles.startingAt(folder, 1)), first - 1);
        } else if (last < head.sequence()) {
            broken(last + 1, "is missing, with those up to %d that were written behind it".formatted(head.sequence()));
        }
    }

    private void broken(long sequence, String what) {
        problem = "%s, record %d %s".formatted(lastFile.isEmpty() ? folder : lastFile, sequence, what);
    }
}
