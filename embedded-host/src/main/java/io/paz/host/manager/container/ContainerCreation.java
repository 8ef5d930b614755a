package io.paz.host.manager.container;

import io.paz.host.container.ContainerState;
import io.paz.host.container.EngineException;
import io.paz.host.unit.UnitName;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creation of a run's container, and what its failures mean. */
record ContainerCreation(ContainerSite site, UnitName unit, RunNote note) {
    /** Says which run a container is of. */
    static final String RUN_LABEL = "io.paz.run";
    /** Says which host's unit a container is of. */
    static final String UNIT_LABEL = "io.paz.unit";

    /** Says that a container goes when it has ended, for who stops containers while no host runs. */
    private static final String REMOVE_LABEL = "io.paz.remove";

    private static final Logger log = LoggerFactory.getLogger(ContainerCreation.class);

    /**
     * A container that an earlier run of the same unit left behind gives way; one of anybody else keeps its name.
     *
     * @return the id
     */
    String create() throws EngineException {
        try {
            return createNew();
        } catch (EngineException e) {
            Optional<ContainerState> holder = e.kind() == EngineException.Kind.CONFLICT ? holder() : Optional.empty();
            if (holder.isEmpty()) {
                throw e;
            }
            if (note.identity().equals(holder.get().labels().get(RUN_LABEL))) {
                return holder.get().id();
            }
            log.info(
                    "{}: container {} of an earlier run is removed",
                    unit,
                    holder.get().id());
            site.engine().remove(holder.get().id());
            return createNew();
        }
    }

    private String createNew() throws EngineException {
        Map<String, String> labels = new TreeMap<>(Map.of(RUN_LABEL, note.identity(), UNIT_LABEL, site.mark(unit)));
        if (note.request().remove()) {
            labels.put(REMOVE_LABEL, "yes");
        }
        return site.engine().create(note.request(), labels);
    }

    /** The container of this unit that has the name. */
    private Optional<ContainerState> holder() throws EngineException {
        Optional<String> name = note.request().name();
        return name.isPresent()
                ? site.engine().inspect(name.get()).filter(it -> site.mark(unit)
                        .equals(it.labels().get(UNIT_LABEL)))
                : Optional.empty();
    }

    static boolean isImageMissing(EngineException e) {
        return e.kind() == EngineException.Kind.NOT_FOUND && e.reason().contains("No such image");
    }

    /** The docker client's exit status for a container that could not be started. */
    static int startStatus(String reason) {
        if (reason.contains("executable file not found")
                || reason.contains("no such file or directory")
                || reason.contains("system cannot find the file specified")) {
            return 127;
        }
        return reason.contains("permission denied") || reason.contains("is a directory") ? 126 : 125;
    }
}
