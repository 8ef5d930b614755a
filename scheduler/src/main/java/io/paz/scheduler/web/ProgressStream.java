package io.paz.scheduler.web;

import io.paz.scheduler.web.progress.ProgressFormat;
import io.paz.scheduler.web.progress.ProgressReport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Streams progress to a waiting client. The steps are read from the disk, where they are kept before anything else: so it does not
 * matter who asked for the work, or whether the scheduler was started anew meanwhile, and one who goes away takes nothing along.
 */
final class ProgressStream {

    private static final Duration UPDATE_INTERVAL = Duration.ofMillis(200);

    private ProgressStream() {}

    /** @param look reads how the work stands now; may block */
    static Mono<Void> write(ServerHttpResponse response, ProgressFormat format, Callable<ProgressReport> look) {
        response.setStatusCode(HttpStatus.OK);
        response.getHeaders().setContentType(format.type());
        response.getHeaders().setCacheControl(CacheControl.noStore());
        return response.writeAndFlushWith(lines(look, format).map(line -> Mono.just(buffer(line, response))));
    }

    private static Flux<String> lines(Callable<ProgressReport> look, ProgressFormat format) {
        StepWriter writer = new StepWriter(format);
        return Flux.interval(Duration.ZERO, UPDATE_INTERVAL)
                .onBackpressureDrop()
                .concatMap(tick -> Blocking.call(look), 1)
                .takeUntil(report -> report.state().isFinal())
                .concatMapIterable(writer::newLines);
    }

    private static DataBuffer buffer(String line, ServerHttpResponse response) {
        return response.bufferFactory().wrap(line.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes each step once. Used by one stream, which calls it in turn. */
    private static final class StepWriter {

        private final ProgressFormat format;
        private int written;

        StepWriter(ProgressFormat format) {
            this.format = format;
        }

        List<String> newLines(ProgressReport report) {
            List<String> lines = new ArrayList<>();
            report.steps().stream().skip(written).forEach(step -> lines.add(format.step(report, step)));
            written = report.steps().size();
            if (report.state().isFinal()) {
                lines.addAll(format.end(report));
            }
            return lines;
        }
    }
}
