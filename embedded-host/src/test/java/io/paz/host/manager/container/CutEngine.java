package io.paz.host.manager.container;

import io.paz.host.container.ContainerEngine;
import io.paz.host.container.ContainerRequest;
import io.paz.host.container.ContainerState;
import io.paz.host.container.EngineException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A real engine whose host dies at a moment: what it asks from then on never comes back. */
record CutEngine(ContainerEngine engine, Moment moment, CountDownLatch reached) implements ContainerEngine {
    /** When the host dies. */
    enum Moment {
        BEFORE_CREATE,
        AFTER_CREATE,
        BEFORE_START,
        AFTER_START,
        BEFORE_REMOVE,
        AFTER_REMOVE
    }

    CutEngine(ContainerEngine engine, Moment moment) {
        this(engine, moment, new CountDownLatch(1));
    }

    private void at(Moment now) {
        if (now == moment) {
            reached.countDown();
        }
        if (reached.getCount() == 0) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public String create(ContainerRequest request, Map<String, String> labels) throws EngineException {
        at(Moment.BEFORE_CREATE);
        String id = engine.create(request, labels);
        at(Moment.AFTER_CREATE);
        return id;
    }

    @Override
    public void start(String id) throws EngineException {
        at(Moment.BEFORE_START);
        engine.start(id);
        at(Moment.AFTER_START);
    }

    @Override
    public Optional<ContainerState> inspect(String reference) throws EngineException {
        return engine.inspect(reference);
    }

    @Override
    public Optional<ContainerState> find(String label, String value) throws EngineException {
        return engine.find(label, value);
    }

    @Override
    public void signal(String id, String signal) throws EngineException {
        engine.signal(id, signal);
    }

    @Override
    public void remove(String id) throws EngineException {
        at(Moment.BEFORE_REMOVE);
        engine.remove(id);
        at(Moment.AFTER_REMOVE);
    }

    @Override
    public Reading readLog(String id, long sinceNanos, int tail, boolean follow, LogListener listener)
            throws EngineException {
        return engine.readLog(id, sinceNanos, tail, follow, listener);
    }

    @Override
    public Reading watchEnds(String label, EndListener listener) throws EngineException {
        return engine.watchEnds(label, listener);
    }
}
