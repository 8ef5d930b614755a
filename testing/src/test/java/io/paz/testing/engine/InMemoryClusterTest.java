package io.paz.testing.engine;

import org.junit.jupiter.api.Nested;

/** The contracts on the engine in memory. */
final class InMemoryClusterTest extends ClusterEngineContract {

    private final InMemoryCluster cluster = new InMemoryCluster(2);
    private final InMemoryCluster oneHost = new InMemoryCluster(1);

    @Override
    protected EngineFixture fixture() {
        return cluster;
    }

    @Nested
    final class InstanceDiagnosticsTest extends InstanceDiagnosticsContract {

        @Override
        protected EngineFixture fixture() {
            return cluster;
        }
    }

    @Nested
    final class ClusterViewTest extends ClusterViewContract {

        @Override
        protected EngineFixture fixture() {
            return cluster;
        }
    }

    @Nested
    final class InstanceLogsTest extends InstanceLogsContract {

        @Override
        protected EngineFixture fixture() {
            return cluster;
        }
    }

    @Nested
    final class HostUsageTest extends HostUsageContract {

        @Override
        protected EngineFixture fixture() {
            return cluster;
        }
    }

    @Nested
    final class HostImagesTest extends HostImagesContract {

        @Override
        protected EngineFixture fixture() {
            return cluster;
        }

        @Override
        protected boolean canTell() {
            return false;
        }
    }

    @Nested
    final class HostImagesOfOneHostTest extends HostImagesContract {

        @Override
        protected EngineFixture fixture() {
            return oneHost;
        }

        @Override
        protected boolean canTell() {
            return true;
        }
    }
}
