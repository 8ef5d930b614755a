package io.paz.scheduler.config;

import io.paz.engine.control.ClusterEngine;
import io.paz.engine.control.InstanceDiagnostics;
import io.paz.scheduler.catalog.ServiceDirectory;
import io.paz.scheduler.deployment.DeploymentRepository;
import io.paz.scheduler.image.ImageResolver;
import io.paz.scheduler.operation.OperationRepository;
import io.paz.scheduler.preview.ProxyFiles;
import io.paz.scheduler.routing.Announcements;
import io.paz.scheduler.routing.Routes;
import io.paz.scheduler.serving.ServingSource;
import io.paz.scheduler.space.RoomCheck;
import io.paz.scheduler.traffic.LoadBalancers;

/** Everything outside the scheduler's domain that it depends on. */
public record Ports(
        DeploymentRepository repository,
        OperationRepository operations,
        ClusterEngine engine,
        Announcements announcements,
        Routes routes,
        ProxyFiles proxyFiles,
        LoadBalancers balancers,
        InstanceDiagnostics diagnostics,
        ServiceDirectory directory,
        ImageResolver images,
        ServingSource serving,
        RoomCheck room) {}
