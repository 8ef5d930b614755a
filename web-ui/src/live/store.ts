import type {
  Change,
  Deployment,
  Hello,
  LoadBalancer,
  Machine,
  Service,
  Source,
  StreamMessage,
  Unit,
} from "../api/wire";
import type { ConnectionState, Listener } from "./connection";

export interface Collections {
  readonly sources: ReadonlyMap<string, Source>;
  readonly hosts: ReadonlyMap<string, Machine>;
  readonly units: ReadonlyMap<string, Unit>;
  readonly services: ReadonlyMap<string, Service>;
  readonly deployments: ReadonlyMap<string, Deployment>;
  readonly loadBalancers: ReadonlyMap<string, LoadBalancer>;
}

export interface LiveState extends Collections {
  readonly connection: ConnectionState;
  /** False until the first snapshot is here. */
  readonly known: boolean;
  /** The server has another page than this one. */
  readonly outdated: boolean;
}

type Name = keyof Collections;

const KEYS: { readonly [N in Name]: (item: object) => string } = {
  sources: (item) => (item as Source).name,
  hosts: (item) => (item as Machine).ID,
  units: (item) => `${(item as Unit).name}@${(item as Unit).machineID}`,
  services: (item) => (item as Service).name,
  deployments: (item) => deploymentKey(item as Deployment),
  loadBalancers: (item) => (item as LoadBalancer).id,
};

const COLLECTION_OF: Readonly<Record<string, Name>> = {
  source: "sources",
  host: "hosts",
  unit: "units",
  service: "services",
  deployment: "deployments",
  loadbalancer: "loadBalancers",
};

const REMOVALS = new Set(["remove", "del"]);

export function deploymentKey({ service, version }: { service: string; version: number }): string {
  return `${service}/${version}`;
}

const EMPTY: LiveState = {
  connection: "connecting",
  known: false,
  outdated: false,
  sources: new Map(),
  hosts: new Map(),
  units: new Map(),
  services: new Map(),
  deployments: new Map(),
  loadBalancers: new Map(),
};

/** Gathers what comes within one frame, so that a thousand changes are one summary. */
export type Schedule = (publish: () => void) => void;

const nextFrame: Schedule = (publish) => {
  // A page in the background gets no frames.
  if (document.hidden) setTimeout(publish, 100);
  else requestAnimationFrame(publish);
};

/**
 * The summary of the cluster: a snapshot, and every change after it in the order of its number. A number that is missing makes
 * the whole summary void, which `message` says; a new snapshot then replaces it.
 */
export class LiveStore implements Listener {
  private published = EMPTY;
  private next = EMPTY;
  /** Collections of `next` that nobody has seen yet, which may be changed in place. */
  private readonly own = new Set<Name>();
  private scheduled = false;
  private seq: number | undefined;
  private server: Hello | undefined;
  private readonly listeners = new Set<() => void>();
  private readonly changeListeners = new Set<(change: Change) => void>();
  private readonly restartListeners = new Set<() => void>();

  constructor(private readonly schedule: Schedule = nextFrame) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** For what is not kept here but must be asked for again when it changed; a snapshot counts as no change. */
  onChange(listener: (change: Change) => void): () => void {
    this.changeListeners.add(listener);
    return () => this.changeListeners.delete(listener);
  }

  /** Another server of the same version answers now; the page that it serves may still be another one. */
  onRestart(listener: () => void): () => void {
    this.restartListeners.add(listener);
    return () => this.restartListeners.delete(listener);
  }

  outdate() {
    this.set({ outdated: true });
  }

  current(): LiveState {
    return this.published;
  }

  state(connection: ConnectionState) {
    if (connection !== this.next.connection) this.set({ connection });
  }

  message(text: string): boolean {
    const message = JSON.parse(text) as StreamMessage;
    switch (message.type) {
      case "hello":
        this.hello(message);
        return true;
      case "snapshot":
        this.replace(message);
        return true;
      case "ping":
        return this.seq === undefined || this.seq === message.seq;
      default:
        return this.change(message);
    }
  }

  private hello(server: Hello) {
    const before = this.server;
    this.server = server;
    if (before && before.version !== server.version) this.outdate();
    else if (before && before.started !== server.started)
      this.restartListeners.forEach((listener) => listener());
    // What follows is a snapshot, or a stream that cannot be joined to what is here.
    this.seq = undefined;
  }

  private replace({ seq, data }: Extract<StreamMessage, { type: "snapshot" }>) {
    this.seq = seq;
    this.own.clear();
    this.set({
      known: true,
      sources: keyed("sources", data.sources),
      hosts: keyed("hosts", data.hosts),
      units: keyed("units", data.units),
      services: keyed("services", data.services),
      deployments: keyed("deployments", data.deployments),
      loadBalancers: keyed("loadBalancers", data.loadBalancers),
    });
  }

  private change(change: Change): boolean {
    if (this.seq === undefined || change.seq !== this.seq + 1) return false;
    this.seq = change.seq;
    const [kind = "", action = ""] = change.type.split(".");
    const name = COLLECTION_OF[kind];
    // A newer server may tell of things that this page knows nothing of.
    if (name === undefined) return true;
    const items = this.writable(name);
    const key = KEYS[name](change.data);
    if (REMOVALS.has(action)) items.delete(key);
    else items.set(key, change.data);
    this.set({});
    this.changeListeners.forEach((listener) => listener(change));
    return true;
  }

  private writable(name: Name): Map<string, object> {
    if (!this.own.has(name)) {
      this.next = { ...this.next, [name]: new Map<string, object>(this.next[name]) };
      this.own.add(name);
    }
    return this.next[name] as Map<string, object>;
  }

  private set(part: Partial<LiveState>) {
    this.next = { ...this.next, ...part };
    if (this.scheduled) return;
    this.scheduled = true;
    this.schedule(() => this.publish());
  }

  private publish() {
    this.scheduled = false;
    this.own.clear();
    this.published = this.next;
    this.listeners.forEach((listener) => listener());
  }
}

function keyed<T extends object>(name: Name, items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [KEYS[name](item), item]));
}
