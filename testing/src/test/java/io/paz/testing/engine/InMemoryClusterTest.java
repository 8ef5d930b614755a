package io.paz.testing.engine;

import org.junit.jupiter.api.Nested;

/** The contracts on the engine in memory. */
final class InMemoryClusterTest extends ClusterEngineContract {

    private final InMemoryCluster cluster = new InMemoryCluster(2);

    @Override
    protected EngineFixture fixture() {
        return cluster;
    }

    @Nested
    final class ViewTest extends EngineViewContract {

        @Override
        protected EngineFixture fixture() {
            return cluster;
        }
    }
}
