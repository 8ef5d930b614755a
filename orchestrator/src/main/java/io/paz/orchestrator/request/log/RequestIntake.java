package io.paz.orchestrator.request.log;

import io.paz.orchestrator.request.RequestLog;
import io.paz.orchestrator.request.RequestPass;
import io.paz.orchestrator.request.TrafficBook;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and keeps lines of HAProxy's request log; any other line is ignored. Safe for several threads. */
public final class RequestIntake {

    private static final Logger log = LoggerFactory.getLogger(RequestIntake.class);

    private final RequestLog requests;
    private final TrafficBook traffic;
    private volatile boolean failing;

    public RequestIntake(RequestLog requests, TrafficBook traffic) {
        this.requests = requests;
        this.traffic = traffic;
    }

    /** A line that cannot be kept is counted all the same. */
    public void take(String line) {
        Optional<RequestPass> pass = RequestPass.parse(line);
        if (pass.isEmpty()) {
            return;
        }
        traffic.add(pass.get());
        try {
            requests.add(pass.get().kept(line));
            failing = false;
        } catch (UncheckedIOException e) {
            if (!failing) {
                log.warn("{}: {}; requests are counted, and not traced until it can", e.getMessage(), e.getCause());
            }
            failing = true;
        }
    }
}
