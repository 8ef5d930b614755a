package io.paz.host.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import io.paz.host.container.ContainerEngine.EndListener;
import io.paz.host.container.ContainerLogs.Reading;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ends of containers, as the engine reports them. */
final class EndStream extends ResultCallback.Adapter<Event> implements Reading {
    private static final Logger log = LoggerFactory.getLogger(EndStream.class);

    private final EndListener listener;
    private final AtomicBoolean isOver = new AtomicBoolean();

    EndStream(EndListener listener) {
        this.listener = listener;
    }

    @Override
    public void onStart(Closeable stream) {
        super.onStart(stream);
        listener.connected();
    }

    @Override
    public void onNext(Event event) {
        String id = event.getId();
        if (id != null) {
            listener.ended(id);
        }
    }

    @Override
    public void onComplete() {
        end();
        close();
    }

    @Override
    public void onError(Throwable failure) {
        log.debug("The events of the Docker engine broke off", failure);
        end();
        close();
    }

    private void end() {
        if (!isOver.getAndSet(true)) {
            listener.disconnected();
        }
    }

    @Override
    public void close() {
        isOver.set(true);
        try {
            super.close();
        } catch (IOException e) {
            log.debug("The events of the Docker engine were not closed properly", e);
        }
    }
}
