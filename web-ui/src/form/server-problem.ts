import { fieldOf } from "../api/failure";

const FIELDS = [
  "name",
  "description",
  "dockerRepository",
  "numInstances",
  "ports",
  "env",
  "secrets",
  "volume",
  "user",
  "healthCheck.path",
  "healthCheck.intervalSeconds",
  "healthCheck.timeoutSeconds",
  "healthCheck.healthyAfter",
  "healthCheck.unhealthyAfter",
  "healthCheck.startPeriodSeconds",
  "healthCheck.host",
  "healthCheck.method",
  "healthCheck.expectedStatus",
  "stopTimeoutSeconds",
  "resources.memory",
  "resources.cpus",
  "domains",
  "strategy.batchSize",
  "strategy.steps",
  "strategy.stepSeconds",
  "strategy.minRequests",
  "strategy.maxErrorIncrease",
  "strategy.maxSlowdown",
  "strategy",
  "command",
  "labels",
  "pull",
  "sharedVolumes",
  "responseTimeoutSeconds",
  "upstreams",
  "routes",
  "httpsRedirect",
  "hstsSeconds",
  "proxy.maxBodyBytes",
  "proxy.allowedNetworks",
  "proxy.maintenance.page",
  "proxy.maintenance.retryAfterSeconds",
  "confinement.pids",
  "confinement.addCapabilities",
] as const;

/** The form's errors for a refusal of the server, in its own words; empty when it names no field of the form. */
export function serverProblem(failure: unknown): Record<string, string> {
  const field = fieldOf(failure, FIELDS);
  if (!field || !(failure instanceof Error)) return {};
  // They are rows of one list.
  return { [field === "secrets" ? "env" : field]: failure.message };
}
