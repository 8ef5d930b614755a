package io.paz.api.scheduler;

/**
 * The answer to a scale, a stop or a start.
 *
 * @param version that it is about
 * @param operation path of the operation at the scheduler, {@code /operations/demo-api/3}
 * @param state where the operation stood when the answer was written
 * @param message what happened last, for people; that nothing was to be done, for instance
 */
public record OperationAnswer(int statusCode, int version, String operation, String state, String message) {}
