package io.paz.orchestrator.cluster;

/**
 * One thing that is not as it was.
 *
 * @param type as the stream names it, {@code unit.add}
 * @param subject the thing as it is now; of a removal as it was
 */
public record Change(String type, Object subject) {

    private static final String SERVICE = "service.";

    /** Whether it is about the service of that name, or its configuration. */
    public boolean isOfService(String name) {
        return type.startsWith(SERVICE)
                && subject instanceof Document document
                && document.id().equals(name);
    }

    public boolean isRemoval() {
        return type.endsWith(".remove") || type.endsWith(".del");
    }
}
