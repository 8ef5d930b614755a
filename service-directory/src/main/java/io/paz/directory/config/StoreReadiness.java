package io.paz.directory.config;

import io.paz.directory.document.ServiceDocuments;
import io.paz.http.status.Readiness;
import io.paz.http.status.ReadinessCheck;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Whether the catalogue can be read. */
final class StoreReadiness implements ReadinessCheck {

    private static final String NO_SERVICE = "";

    private final ServiceDocuments documents;

    StoreReadiness(ServiceDocuments documents) {
        this.documents = documents;
    }

    @Override
    public String name() {
        return "store";
    }

    @Override
    public Mono<Readiness> check() {
        return Mono.fromSupplier(() -> documents.find(NO_SERVICE))
                .map(found -> Readiness.ready())
                .onErrorReturn(Readiness.down("the store cannot be read; see the log"))
                .subscribeOn(Schedulers.boundedElastic());
    }
}
