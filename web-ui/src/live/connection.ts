export type ConnectionState = "connecting" | "open" | "lost";

/** The parts of a WebSocket that are used. */
export interface Socket {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
  close(): void;
}

export interface Clock {
  after(milliseconds: number, action: () => void): () => void;
}

export const browserClock: Clock = {
  after(milliseconds, action) {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
};

export interface Listener {
  state(state: ConnectionState): void;
  /** Returns false when messages are missing: the connection is made anew, and begins with a snapshot. */
  message(text: string): boolean;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** The server pings more often than this; silence means that the connection is dead though nobody closed it. */
const SILENCE_MS = 45_000;

/** Keeps one connection open for as long as it is wanted, and makes it anew when it is lost. */
export class LiveConnection {
  private socket: Socket | undefined;
  private failures = 0;
  private stopTimer: () => void = () => undefined;
  private wanted = false;

  constructor(
    private readonly open: () => Socket,
    private readonly listener: Listener,
    private readonly clock: Clock = browserClock,
    private readonly random: () => number = Math.random,
  ) {}

  start() {
    if (this.wanted) return;
    this.wanted = true;
    this.listener.state("connecting");
    this.connect();
  }

  stop() {
    this.wanted = false;
    this.drop();
  }

  /** Tries at once, for a person who does not want to wait for the pause to end. */
  retry() {
    if (!this.wanted) return;
    this.drop();
    this.connect();
  }

  private connect() {
    const socket = this.open();
    this.socket = socket;
    socket.onopen = () => this.watchSilence();
    socket.onmessage = ({ data }) => this.receive(String(data));
    socket.onclose = () => this.lost();
    this.watchSilence();
  }

  private receive(text: string) {
    this.watchSilence();
    if (!this.listener.message(text)) {
      this.lost();
      return;
    }
    this.failures = 0;
    this.listener.state("open");
  }

  private watchSilence() {
    this.stopTimer();
    this.stopTimer = this.clock.after(SILENCE_MS, () => this.lost());
  }

  private lost() {
    this.drop();
    if (!this.wanted) return;
    this.listener.state("lost");
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.failures++);
    // Spread, so that a hundred pages do not come back in the same moment.
    this.stopTimer = this.clock.after(pause * (0.5 + this.random() / 2), () => this.connect());
  }

  private drop() {
    this.stopTimer();
    const socket = this.socket;
    this.socket = undefined;
    if (socket === undefined) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }
}
