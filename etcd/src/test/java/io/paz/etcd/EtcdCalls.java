package io.paz.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;

final class EtcdCalls {

    private EtcdCalls() {}

    static boolean succeeds(CompletableFuture<?> call) {
        return call.handle((answer, failure) -> failure == null).join();
    }

    static void failing(EtcdConnection connection, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(succeeds(connection.keys().put("/paz/x", ""))).isFalse();
        }
    }
}
