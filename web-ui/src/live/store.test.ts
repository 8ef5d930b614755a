import { describe, expect, it, vi } from "vitest";
import { LiveStore } from "./store";

const unit = (name: string, activeState = "active", machineID = "m1") => ({ name, machineID, activeState });
const snapshot = (seq: number, parts: object = {}) => ({
  type: "snapshot",
  seq,
  data: { sources: [], hosts: [], units: [], services: [], deployments: [], loadBalancers: [], ...parts },
});

function following(...messages: object[]) {
  const store = new LiveStore((publish) => publish());
  const answers = messages.map((message) => store.message(JSON.stringify(message)));
  return { store, answers };
}

describe("LiveStore", () => {
  it("knows nothing before the first snapshot", () => {
    const { store } = following({ type: "hello", version: "1" });
    expect(store.current().known).toBe(false);
  });

  it("applies changes in their order", () => {
    const { store, answers } = following(
      { type: "hello", version: "1" },
      snapshot(7, { units: [unit("a"), unit("b")] }),
      { type: "unit.change", seq: 8, data: unit("a", "failed") },
      { type: "unit.remove", seq: 9, data: { name: "b", machineID: "m1" } },
      { type: "unit.add", seq: 10, data: unit("c") },
    );
    expect(answers).toEqual([true, true, true, true, true]);
    expect([...store.current().units.values()]).toEqual([unit("a", "failed"), unit("c")]);
  });

  it("tells one unit on two hosts apart", () => {
    const { store } = following(
      snapshot(1, { units: [unit("proxy", "active", "m1"), unit("proxy", "failed", "m2")] }),
    );
    expect(store.current().units.size).toBe(2);
  });

  it.each([
    ["a number left out", { type: "unit.add", seq: 9, data: unit("c") }],
    ["a number twice", { type: "unit.add", seq: 7, data: unit("c") }],
    ["a ping that tells of changes that never came", { type: "ping", seq: 8 }],
  ])("refuses %s, so that a snapshot is asked for", (_, message) => {
    const { answers, store } = following(snapshot(7), message);
    expect(answers.at(-1)).toBe(false);
    expect(store.current().units.size).toBe(0);
  });

  it("takes a ping at the last number as a sign of life", () => {
    expect(following(snapshot(7), { type: "ping", seq: 7 }).answers).toEqual([true, true]);
  });

  it("replaces everything by a later snapshot, that of a server with smaller numbers too", () => {
    const { store } = following(
      snapshot(100, { services: [{ name: "old" }] }),
      { type: "hello", version: "1" },
      snapshot(3, { services: [{ name: "new" }] }),
      { type: "service.create", seq: 4, data: { name: "newer" } },
    );
    expect([...store.current().services.keys()]).toEqual(["new", "newer"]);
  });

  it.each([
    ["service.del", "services", { services: [{ name: "a" }] }, { name: "a" }],
    ["host.remove", "hosts", { hosts: [{ ID: "a" }] }, { ID: "a" }],
    [
      "deployment.remove",
      "deployments",
      { deployments: [{ service: "a", version: 1 }] },
      { service: "a", version: 1 },
    ],
    ["loadbalancer.remove", "loadBalancers", { loadBalancers: [{ id: "a" }] }, { id: "a" }],
    ["source.remove", "sources", { sources: [{ name: "a" }] }, { name: "a" }],
  ] as const)("takes away by %s", (type, collection, parts, data) => {
    const { store } = following(snapshot(1, parts), { type, seq: 2, data });
    expect(store.current()[collection].size).toBe(0);
  });

  it("passes over a kind that only a newer server knows, without losing the count", () => {
    const { answers } = following(
      snapshot(1),
      { type: "weather.change", seq: 2, data: {} },
      { type: "unit.add", seq: 3, data: unit("a") },
    );
    expect(answers).toEqual([true, true, true]);
  });

  it("notices another version of the server", () => {
    const { store } = following({ type: "hello", version: "1" }, { type: "hello", version: "1" });
    expect(store.current().outdated).toBe(false);
    store.message(JSON.stringify({ type: "hello", version: "2" }));
    expect(store.current().outdated).toBe(true);
  });

  it("tells of another server of the same version once, and of a lost connection not at all", () => {
    const restarted = vi.fn();
    const store = new LiveStore((publish) => publish());
    store.onRestart(restarted);
    for (const started of [1, 1, 2, 2]) {
      store.message(JSON.stringify({ type: "hello", version: "1", started }));
    }
    expect(restarted).toHaveBeenCalledTimes(1);
    expect(store.current().outdated).toBe(false);
  });

  it("makes one summary of what comes within one frame, and leaves published ones alone", () => {
    const frames: (() => void)[] = [];
    const store = new LiveStore((publish) => frames.push(publish));
    const listener = vi.fn();
    store.subscribe(listener);
    store.message(JSON.stringify(snapshot(0)));
    for (let seq = 1; seq <= 1_000; seq++) {
      store.message(JSON.stringify({ type: "unit.add", seq, data: unit(`u${seq}`) }));
    }
    expect(frames).toHaveLength(1);
    frames[0]?.();
    const first = store.current();
    expect(listener).toHaveBeenCalledTimes(1);
    expect(first.units.size).toBe(1_000);
    store.message(JSON.stringify({ type: "unit.add", seq: 1_001, data: unit("late") }));
    expect(first.units.size).toBe(1_000);
    frames[1]?.();
    expect(store.current().units.size).toBe(1_001);
    expect(store.current().services).toBe(first.services);
  });
});
