import { describe, expect, it } from "vitest";
import { LiveConnection, type Clock, type ConnectionState, type Socket } from "./connection";

class FakeSocket implements Socket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  closed = false;
  close() {
    this.closed = true;
  }
}

/** Time passes when the test says so. */
class FakeClock implements Clock {
  private now = 0;
  private timers: { at: number; action: () => void }[] = [];
  after(milliseconds: number, action: () => void) {
    const timer = { at: this.now + milliseconds, action };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }
  pass(milliseconds: number) {
    const end = this.now + milliseconds;
    for (;;) {
      const next = this.timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.now = next.at;
      this.timers = this.timers.filter((timer) => timer !== next);
      next.action();
    }
    this.now = end;
  }
}

function world() {
  const sockets: FakeSocket[] = [];
  const states: ConnectionState[] = [];
  const clock = new FakeClock();
  let accepts = true;
  const connection = new LiveConnection(
    () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    { state: (state) => states.push(state), message: () => accepts },
    clock,
    () => 1,
  );
  connection.start();
  const last = () => sockets[sockets.length - 1] as FakeSocket;
  return { sockets, states, clock, connection, last, refuse: () => (accepts = false) };
}

describe("LiveConnection", () => {
  it("is open with the first message", () => {
    const { states, last } = world();
    last().onopen?.();
    last().onmessage?.({ data: "{}" });
    expect(states).toEqual(["connecting", "open"]);
  });

  it("comes back after pauses that grow to a bound", () => {
    const { sockets, clock, last } = world();
    const pauses: number[] = [];
    for (let loss = 0; loss < 7; loss++) {
      const before = sockets.length;
      last().onclose?.();
      let waited = 0;
      while (sockets.length === before) {
        clock.pass(250);
        waited += 250;
      }
      pauses.push(waited);
    }
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  });

  it("begins with short pauses again once a message came", () => {
    const { sockets, clock, last } = world();
    for (let loss = 0; loss < 5; loss++) {
      last().onclose?.();
      clock.pass(10_000);
    }
    last().onmessage?.({ data: "{}" });
    const before = sockets.length;
    last().onclose?.();
    clock.pass(500);
    expect(sockets.length).toBe(before + 1);
  });

  it("gives up a connection that is silent for too long", () => {
    const { states, clock, last } = world();
    last().onmessage?.({ data: "{}" });
    const socket = last();
    clock.pass(44_999);
    expect(socket.closed).toBe(false);
    clock.pass(1);
    expect(socket.closed).toBe(true);
    expect(states.at(-1)).toBe("lost");
  });

  it("makes the connection anew when messages are missing", () => {
    const { sockets, states, clock, last, refuse } = world();
    refuse();
    last().onmessage?.({ data: "{}" });
    expect(states.at(-1)).toBe("lost");
    clock.pass(500);
    expect(sockets).toHaveLength(2);
    expect(sockets[0]?.closed).toBe(true);
  });

  it("does not wait when a person asks to try now", () => {
    const { sockets, connection, clock, last } = world();
    last().onclose?.();
    connection.retry();
    expect(sockets).toHaveLength(2);
    clock.pass(10_000);
    expect(sockets).toHaveLength(2);
  });

  it("stays away once stopped", () => {
    const { sockets, connection, clock, last } = world();
    const socket = last();
    connection.stop();
    clock.pass(100_000);
    connection.retry();
    expect(socket.closed).toBe(true);
    expect(sockets).toHaveLength(1);
  });
});
