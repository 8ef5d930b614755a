package io.paz.cli.command;

import io.paz.cli.output.Times;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Whether and for how long a command waits for the end of what it began. */
final class WaitOptions {

    @Option(names = "--no-wait", description = "come back as soon as the platform has accepted it")
    private boolean noWait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "30m",
            converter = DurationOption.class,
            description = "stop waiting after this time, with exit status 6; the platform goes on (${DEFAULT-VALUE})")
    private Duration timeout = Duration.ZERO;

    @Option(names = "--wait", description = "wait for the end, as is the default")
    private boolean wait;

    boolean isWaiting() {
        return !noWait || wait;
    }

    Duration timeout() {
        return timeout;
    }

    /** 90s, 15m, 2h. */
    static final class DurationOption implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return Times.duration(text);
        }
    }
}
