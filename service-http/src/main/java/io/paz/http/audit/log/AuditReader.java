package io.paz.http.audit.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads records of a log, which may be in use. */
public final class AuditReader {

    /** Files that one query reads at most, so that a page costs a bounded time. */
    private static final int MAX_FILES_READ = 20;

    private AuditReader() {}

    /**
     * Reads records, newest first. Of a long log a part at a time is read: there may be a next page behind an empty one.
     *
     * @throws AuditLogException when a file cannot be read
     */
    public static AuditPage read(Path folder, AuditQuery query) {
        try {
            List<Path> files = AuditFiles.of(folder);
            List<AuditRecord> found = new ArrayList<>();
            int opened = 0;
            for (int i = files.size() - 1; i >= 0; i--) {
                long first = AuditFiles.firstSequence(files.get(i));
                if (query.before() != null && first >= query.before()) {
                    continue;
                }
                if (++opened > MAX_FILES_READ) {
                    return new AuditPage(
                            found, first + AuditFiles.read(files.get(i)).lines().size());
                }
                readFile(files.get(i), query, found);
                if (found.size() == query.limit()) {
                    long oldest = found.get(found.size() - 1).sequence();
                    return new AuditPage(found, i == 0 && oldest == first ? null : oldest);
                }
            }
            return new AuditPage(found, null);
        } catch (IOException e) {
            throw new AuditLogException("%s: the audit log cannot be read: %s".formatted(folder, e), e);
        }
    }

    private static void readFile(Path file, AuditQuery query, List<AuditRecord> found) throws IOException {
        List<byte[]> lines = AuditFiles.read(file).lines();
        for (int i = lines.size() - 1; i >= 0 && found.size() < query.limit(); i--) {
            AuditChain.parse(lines.get(i)).filter(query::matches).ifPresent(found::add);
        }
    }
}
