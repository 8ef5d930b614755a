package io.paz.http.backup;

import io.paz.http.audit.log.AuditCopy;
import io.paz.secret.BackupSignature;
import java.io.IOException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Adds a backup, and answers once it is on disk. */
@RestController
public final class BackupController {

    private final BackupTaker taker;
    private final BackupSettings settings;

    public BackupController(BackupTaker taker, BackupSettings settings) {
        this.taker = taker;
        this.settings = settings;
    }

    /** The answer, in the wrapping of every answer. */
    record Answer(Backup doc) {}

    @PostMapping("/backups")
    Mono<Answer> take() {
        return Mono.fromCallable(() -> new Answer(takeAll())).subscribeOn(Schedulers.boundedElastic());
    }

    /** One at a time: another one's files are not there yet, or not signed. */
    private synchronized Backup takeAll() throws IOException {
        Backup backup = taker.take(settings.folder(), settings.keep());
        if (settings.audit() != null) {
            AuditCopy.update(settings.audit(), settings.folder().resolve(RestoreCommand.AUDIT));
        }
        if (settings.keyFile() != null) {
            new BackupSignature(settings.folder(), settings.keyFile()).sign();
        }
        return backup;
    }
}
