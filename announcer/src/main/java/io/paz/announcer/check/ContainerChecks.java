package io.paz.announcer.check;

import io.netty.channel.EventLoopGroup;
import io.paz.announcer.CheckResult;
import io.paz.announcer.ContainerState;
import io.paz.announcer.HealthCheck;
import io.paz.announcer.HealthChecker;
import io.paz.announcer.Registration;
import java.io.File;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;

/** Checks containers by HTTP, or by the sockets that listen in them and the image's own HEALTHCHECK. */
public final class ContainerChecks implements HealthChecker {

    private static final int KERNEL_THREADS = 2;

    private final HttpCheck http;
    private final ExecutorService kernel;

    public ContainerChecks(EventLoopGroup loop) {
        this.http = new HttpCheck(loop);
        this.kernel = Executors.newFixedThreadPool(KERNEL_THREADS, work -> {
            Thread thread = new Thread(work, "announcer-kernel");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public CompletionStage<CheckResult> check(Registration registration, ContainerState container) {
        if (!registration.check().isHttp()) {
            return CompletableFuture.supplyAsync(() -> listening(registration, container), kernel);
        }
        if (container.ip().isEmpty()) {
            return CompletableFuture.completedFuture(
                    CheckResult.failed("container " + registration.container() + " has no address of its own"));
        }
        CompletableFuture<Integer> status =
                http.status(new InetSocketAddress(container.ip(), registration.port()), registration.check());
        return status.thenApply(code -> answered(registration, code))
                .exceptionallyCompose(failure -> failed(registration, container, cause(failure)));
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    private static CheckResult answered(Registration registration, int status) {
        return registration.check().statuses().contains(status)
                ? CheckResult.PASSED
                : CheckResult.failed(request(registration) + " answers " + status);
    }

    private CompletableFuture<CheckResult> failed(
            Registration registration, ContainerState container, Throwable failure) {
        if (failure instanceof ConnectException && !(failure instanceof io.netty.channel.ConnectTimeoutException)) {
            return CompletableFuture.supplyAsync(
                    () -> CheckResult.failed(ports(registration, container).reason(registration.port())), kernel);
        }
        HealthCheck check = registration.check();
        boolean late = failure instanceof TimeoutException || failure instanceof ConnectException;
        return CompletableFuture.completedFuture(CheckResult.failed(
                late
                        ? "no answer to " + request(registration) + " within "
                                + check.timeout().toSeconds() + " s"
                        : request(registration) + " failed: " + printable(failure)));
    }

    /** It may quote what the container sent. */
    private static String printable(Throwable failure) {
        String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        String plain = text.replaceAll("[^ -~]", "?");
        return plain.length() <= 200 ? plain : plain.substring(0, 200) + "...";
    }

    private static String request(Registration registration) {
        HealthCheck check = registration.check();
        return check.method() + " " + check.path() + " on port " + registration.port();
    }

    private static CheckResult listening(Registration registration, ContainerState container) {
        ListeningPorts ports = ports(registration, container);
        if (!ports.isReachable()) {
            return CheckResult.failed(ports.reason(registration.port()));
        }
        String health = container.health();
        return health.isEmpty() || health.equals("healthy")
                ? CheckResult.PASSED
                : CheckResult.failed("the image's HEALTHCHECK reports " + health);
    }

    private static ListeningPorts ports(Registration registration, ContainerState container) {
        return ListeningPorts.of("/proc/" + container.pid() + "/net", registration.port());
    }

    @Override
    public boolean isAlive(ContainerState container) {
        return new File("/proc/" + container.pid()).exists();
    }

    @Override
    public void close() {
        kernel.shutdownNow();
    }
}
