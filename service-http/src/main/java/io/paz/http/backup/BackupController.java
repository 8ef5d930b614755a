package io.paz.http.backup;

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
        return Mono.fromSupplier(() -> new Answer(taker.take(settings.folder(), settings.keep())))
                .subscribeOn(Schedulers.boundedElastic());
    }
}
