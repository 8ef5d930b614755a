import { createContext, use, useEffect, useMemo, useSyncExternalStore, type ReactNode } from "react";
import { LiveConnection, type Socket } from "./connection";
import { pageDiffers } from "./page-version";
import { LiveStore, type LiveState } from "./store";

interface Live {
  readonly store: LiveStore;
  readonly connection: LiveConnection;
}

const Context = createContext<Live | undefined>(undefined);

export function openSocket(): Socket {
  const address = new URL("/socket", window.location.href);
  address.protocol = address.protocol.replace("http", "ws");
  return new WebSocket(address) as unknown as Socket;
}

interface LiveProviderProps {
  readonly open?: () => Socket;
  readonly children: ReactNode;
}

/** Keeps the summary of the cluster, for as long as somebody is signed in. */
export function LiveProvider({ open = openSocket, children }: LiveProviderProps) {
  const live = useMemo(() => {
    const store = new LiveStore();
    return { store, connection: new LiveConnection(open, store) };
  }, [open]);
  useEffect(() => {
    const { store, connection } = live;
    const forget = store.onRestart(() => {
      void pageDiffers().then((differs) => differs && store.outdate());
    });
    connection.start();
    return () => {
      forget();
      connection.stop();
    };
  }, [live]);
  return <Context value={live}>{children}</Context>;
}

function useLiveContext(): Live {
  const live = use(Context);
  if (!live) throw new Error("outside of LiveProvider");
  return live;
}

/** A part of the live state; `select` must return the same value for the same state. */
export function useLive<T>(select: (state: LiveState) => T): T {
  const { store } = useLiveContext();
  return useSyncExternalStore(store.subscribe, () => select(store.current()));
}

export function useLiveStore(): LiveStore {
  return useLiveContext().store;
}

export function useConnection() {
  const { connection } = useLiveContext();
  return {
    state: useLive((live) => live.connection),
    outdated: useLive((live) => live.outdated),
    retry: () => connection.retry(),
  };
}
