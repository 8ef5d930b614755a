import { expect, it } from "vitest";
import type { Deployment, Machine, Service, ServiceState } from "../api/wire";
import { hostsInOrder, servicePicture, workloadHealth } from "./service-summary";
import type { Collections } from "./store";

it("puts hosts in the order of their addresses", () => {
  const hosts = ["10.0.0.10", "10.0.0.9", ""].map((PublicIP) => ({ ID: "f00", PublicIP }) as Machine);
  expect(hostsInOrder(hosts).map(({ PublicIP }) => PublicIP)).toEqual(["10.0.0.9", "10.0.0.10", ""]);
});

const SERVICE = { name: "web", dockerRepository: "team/web", config: {} } as Service;

function stateOf(serving: number, problems: ServiceState["versions"][number]["problems"]): ServiceState {
  const version = { version: 3, image: "team/web", instances: 2, running: 2, serving, problems };
  return { service: "web", state: "running", versions: [version], underWay: [] };
}

function summaryOf(state: ServiceState | undefined) {
  const live = {
    services: new Map([["web", SERVICE]]),
    loadBalancers: new Map(),
    deployments: new Map([["web/3", { service: "web", version: 3, state: "done" } as Deployment]]),
  } as unknown as Collections;
  return servicePicture(live, new Map(state ? [["web", state]] : []), "web");
}

it("counts a service as healthy only when the scheduler says that all of its instances serve", () => {
  expect(summaryOf(stateOf(2, []))).toMatchObject({
    health: "healthy",
    status: "healthy",
    serving: 2,
    instances: 2,
  });
});

it("says how many serve and why the others do not, though their processes run", () => {
  const reason = "unhealthy: GET /health answers 500";
  expect(summaryOf(stateOf(1, [{ instance: 2, reason, since: 5 }]))).toMatchObject({
    health: "starting",
    status: "1 of 2 serving",
    problems: [{ unit: "web-3-2", reason, since: 5 }],
  });
  expect(summaryOf(stateOf(0, [{ instance: 1, reason }]))).toMatchObject({
    health: "unhealthy",
    status: "0 of 1 serving",
  });
});

it("knows the version of a worker, which no load balancer has", () => {
  expect(summaryOf(stateOf(2, []))?.version).toBe("3");
});

it("does not call a unit healthy whose instance does not serve, though its process is active", () => {
  const unit = { name: "web-3-1", activeState: "active", desiredState: "launched" };
  expect(workloadHealth(unit, new Set())).toBe("healthy");
  expect(workloadHealth(unit, new Set(["web-3-1"]))).toBe("unhealthy");
});
