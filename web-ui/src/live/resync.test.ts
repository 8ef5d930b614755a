import { expect, it } from "vitest";
import { LiveConnection, type Clock, type Socket } from "./connection";
import { LiveStore } from "./store";

/** A server that tells every change to who listens; the network between may lose, double and cut. */
class Server {
  readonly services = new Map<string, object>();
  private seq: number;
  private socket: (Socket & { open: boolean }) | undefined;

  constructor(
    private readonly random: () => number,
    private readonly version = "1",
  ) {
    this.seq = Math.floor(random() * 1_000);
  }

  readonly connect = (): Socket => {
    const socket = {
      onopen: null,
      onmessage: null,
      onclose: null,
      open: true,
      close: () => (socket.open = false),
    };
    this.socket = socket;
    return socket;
  };

  greet() {
    this.send({ type: "hello", version: this.version, started: 1 });
    const data = { sources: [], hosts: [], units: [], deployments: [], loadBalancers: [] };
    this.send({ type: "snapshot", seq: this.seq, data: { ...data, services: [...this.services.values()] } });
  }

  change() {
    const name = `s${Math.floor(this.random() * 20)}`;
    const gone = this.services.has(name) && this.random() < 0.3;
    const service = { name, description: String(this.random()) };
    if (gone) this.services.delete(name);
    else this.services.set(name, service);
    this.seq++;
    const message = { type: gone ? "service.del" : "service.modifyConfig", seq: this.seq, data: service };
    const fate = this.random();
    if (fate > 0.02) this.send(message);
    if (fate > 0.98) this.send(message);
  }

  ping() {
    this.send({ type: "ping", seq: this.seq });
  }

  cut() {
    this.socket?.onclose?.();
  }

  private send(message: object) {
    if (this.socket?.open) this.socket.onmessage?.({ data: JSON.stringify(message) });
  }
}

it.each([1, 2, 3, 4, 5, 6, 7, 8])(
  "ends with the server's own summary, whatever the network did (%d)",
  (seed) => {
    const random = seeded(seed);
    const server = new Server(random);
    const timers = new Set<() => void>();
    const clock: Clock = {
      after: (milliseconds, action) => {
        // Only pauses before another attempt; silence is another test's.
        if (milliseconds < 45_000) timers.add(action);
        return () => timers.delete(action);
      },
    };
    const store = new LiveStore((publish) => publish());
    let lost = 0;
    const connection = new LiveConnection(
      server.connect,
      { state: (state) => (lost += state === "lost" ? 1 : 0), message: (text) => store.message(text) },
      clock,
      () => 1,
    );
    const settle = () => {
      for (const action of [...timers]) {
        timers.delete(action);
        action();
        server.greet();
      }
    };
    connection.start();
    server.greet();
    for (let turn = 0; turn < 2_000; turn++) {
      server.change();
      if (random() < 0.01) server.cut();
      if (random() < 0.1) settle();
    }
    server.ping();
    settle();
    expect(lost).toBeGreaterThan(10);
    expect(Object.fromEntries(store.current().services)).toEqual(Object.fromEntries(server.services));
  },
);

/** The same numbers for the same seed, so that a failure can be looked at again (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
