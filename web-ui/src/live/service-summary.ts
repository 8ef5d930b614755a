import type { Health } from "../components/health";
import type { Backend, Deployment, LoadBalancer, Machine, Service, ServiceState, Unit } from "../api/wire";
import type { Collections } from "./store";

export interface Traffic {
  readonly requestRate: number;
  readonly errorRate: number;
  /** Milliseconds, weighted by requests; undefined without any. */
  readonly responseTime: number | undefined;
}

/** What a list or a card tells of one service. */
export interface ServiceSummary {
  readonly service: Service;
  readonly health: Health;
  readonly status: string;
  /** On purpose: a version is there, and starts again when it is told to. */
  readonly stopped: boolean;
  readonly version: string | undefined;
  /** How many instances serve, as the scheduler defines it, of those that should; both 0 while that is not known. */
  readonly serving: number;
  readonly instances: number;
  /** Why the others do not. */
  readonly problems: readonly InstanceProblem[];
  readonly traffic: Traffic;
  /** The newest of those that the live state holds. */
  readonly deployment: Deployment | undefined;
}

/** An instance that does not serve. */
export interface InstanceProblem {
  readonly unit: string;
  readonly reason: string;
  /** Milliseconds since 1970; undefined when it is not known. */
  readonly since: number | undefined;
}

/** @param failing names of instances that do not serve, though the engine may call them active */
export function workloadHealth(
  unit: Pick<Unit, "name" | "activeState" | "desiredState">,
  failing: ReadonlySet<string>,
): Health {
  if (unit.activeState === "active") return failing.has(unit.name) ? "unhealthy" : "healthy";
  if (unit.activeState === "failed") return "unhealthy";
  if (unit.desiredState === "launched") return "starting";
  return "none";
}

type States = ReadonlyMap<string, ServiceState>;

/** Those that a person thinks of as running things: no announcers. */
export function isShown(unit: Unit): boolean {
  return unit.kind === "instance" || unit.kind === "other";
}

/** Those of each service that a person thinks of, by name. */
export function workloadsByService(units: Iterable<Unit>): Map<string, Unit[]> {
  return grouped([...units].filter(isShown), ({ service }) => service);
}

/** As people call it. */
export function hostName({ PublicIP, ID }: Pick<Machine, "PublicIP" | "ID">): string {
  return PublicIP || ID;
}

/** By their addresses, so that 10.0.0.9 comes before 10.0.0.10. */
export function hostsInOrder(hosts: Iterable<Machine>): Machine[] {
  return [...hosts].sort((a, b) => hostName(a).localeCompare(hostName(b), "en", { numeric: true }));
}

/** Those on each host, Paz's own parts too, by name. */
export function workloadsByHost(units: Iterable<Unit>): Map<string, Unit[]> {
  return grouped(
    [...units].filter(({ kind }) => kind !== "announcer"),
    ({ machineID }) => machineID,
  );
}

function grouped(units: readonly Unit[], key: (unit: Unit) => string): Map<string, Unit[]> {
  const groups = new Map<string, Unit[]>();
  for (const unit of [...units].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const group = groups.get(key(unit));
    if (group) group.push(unit);
    else groups.set(key(unit), [unit]);
  }
  return groups;
}

export function isUp(status: string): boolean {
  return status.startsWith("UP") || status === "no check";
}

/** One that is judged by its share of requests, and may be promoted. */
export function isCanary({ config }: Deployment): boolean {
  return (config.strategy?.type as string | undefined) === "canary";
}

export function trafficOf(backends: readonly Backend[]): Traffic {
  const hosts = backends.flatMap((backend) => backend.hosts);
  const requestRate = sum(hosts.map((host) => host.requestRate));
  const busy = hosts.filter((host) => host.requests > 0);
  const requests = sum(busy.map((host) => host.requests));
  return {
    requestRate,
    errorRate: sum(hosts.map((host) => host.errorRate)),
    responseTime:
      requests === 0 ? undefined : sum(busy.map((host) => host.responseTime * host.requests)) / requests,
  };
}

/** All services by name, each with what runs of it. */
export function servicePictures(live: Collections, states: States): ServiceSummary[] {
  const newest = newestDeployments(live.deployments.values());
  return [...live.services.values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((service) => {
      const { name } = service;
      return summary(service, live.loadBalancers.get(name), newest.get(name), states.get(name));
    });
}

export function servicePicture(live: Collections, states: States, name: string): ServiceSummary | undefined {
  const service = live.services.get(name);
  if (!service) return undefined;
  const own = [...live.deployments.values()].filter((deployment) => deployment.service === name);
  return summary(service, live.loadBalancers.get(name), newestDeployments(own).get(name), states.get(name));
}

export function newestDeployments(deployments: Iterable<Deployment>): Map<string, Deployment> {
  const newest = new Map<string, Deployment>();
  for (const deployment of deployments) {
    const known = newest.get(deployment.service);
    if (!known || known.version < deployment.version) newest.set(deployment.service, deployment);
  }
  return newest;
}

function summary(
  service: Service,
  balancer: LoadBalancer | undefined,
  deployment: Deployment | undefined,
  state: ServiceState | undefined,
): ServiceSummary {
  const versions = state?.versions ?? [];
  const serving = sum(versions.map((version) => version.serving));
  const problems = versions.flatMap(({ version, problems: found }) =>
    found.map(({ instance, reason, since }) => ({
      unit: `${service.name}-${version}-${instance}`,
      reason,
      since,
    })),
  );
  const instances = serving + problems.length;
  return {
    service,
    ...judged(serving, instances, deployment, state),
    stopped: state?.state === "stopped",
    version: balancer?.backends.current?.version ?? versions[0]?.version.toString(),
    serving,
    instances,
    problems,
    traffic: trafficOf(balancer?.versions ?? []),
    deployment,
  };
}

const DOING = { deploy: "deploying", scale: "scaling", stop: "stopping", start: "starting" };

const AFTERMATH: Readonly<Record<string, string>> = {
  failed: ", last deployment failed",
  rolled_back: ", last deployment rolled back",
};

function judged(
  serving: number,
  all: number,
  deployment: Deployment | undefined,
  state: ServiceState | undefined,
): { readonly health: Health; readonly status: string } {
  const busy = deployment?.state === "running" || deployment?.state === "queued";
  if (busy) return { health: "starting", status: "deploying" };
  const event = state?.underWay[0]?.event;
  if (event) return { health: "starting", status: DOING[event] };
  if (state?.state === "stopped") return { health: "none", status: "stopped" };
  if (all > 0 && serving === all) {
    return { health: "healthy", status: `healthy${AFTERMATH[deployment?.state ?? ""] ?? ""}` };
  }
  if (all > 0)
    return { health: serving > 0 ? "starting" : "unhealthy", status: `${serving} of ${all} serving` };
  if (deployment === undefined) return { health: "none", status: "never deployed" };
  if (state === undefined) return { health: "none", status: "not known yet" };
  return deployment.state === "failed"
    ? { health: "unhealthy", status: "deployment failed" }
    : { health: "none", status: "not running" };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
