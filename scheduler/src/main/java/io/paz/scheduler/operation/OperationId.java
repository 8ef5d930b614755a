package io.paz.scheduler.operation;

/**
 * Identity of an operation.
 *
 * @param number 1, 2, 3, ... for each service, apart from its versions
 */
public record OperationId(String service, int number) {

    public OperationId {
        if (number < 1) {
            throw new IllegalArgumentException("number: " + number + " (expected: >= 1)");
        }
    }

    @Override
    public String toString() {
        return service + " operation " + number;
    }
}
