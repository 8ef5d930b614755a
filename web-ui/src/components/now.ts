import { useSyncExternalStore } from "react";

let now = Date.now();

function subscribe(listener: () => void) {
  const timer = setInterval(() => {
    now = Date.now();
    listener();
  }, 1_000);
  return () => clearInterval(timer);
}

/** The time, a second at a time. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
