import type { DeploymentState } from "../api/wire";
import { HealthBadge, type Health } from "./health";

const OUTCOMES: Readonly<Record<string, readonly [Health, string]>> = {
  queued: ["none", "waits"],
  running: ["starting", "running"],
  done: ["healthy", "done"],
  failed: ["unhealthy", "failed"],
  superseded: ["none", "superseded"],
  rolled_back: ["unhealthy", "rolled back"],
};

/** The state of a deployment; one that a newer server names is shown in its own word. */
export function Outcome({ state }: { readonly state: DeploymentState | (string & {}) }) {
  const [health, word] = OUTCOMES[state] ?? ["none", state];
  return <HealthBadge health={health}>{word}</HealthBadge>;
}
