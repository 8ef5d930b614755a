import { useCallback, useEffect, useRef, useState } from "react";
import { follow } from "../api/client";
import { LineBuffer, type LogLine } from "./line-buffer";
import { Resumption } from "./resumption";
import { eventOf, lineOf } from "./wire-line";

const PAUSE_MS = 2_000;
/** What comes within this time is shown together. */
const GATHER_MS = 50;

export interface Log {
  readonly buffer: LineBuffer;
  /** Rises with everything new in the buffer. */
  readonly revision: number;
  readonly failure: unknown;
  readonly refresh: () => void;
}

/** Follows a log for as long as it is shown; a stream that ends is taken up where it ended. */
export function useLog(path: string): Log {
  const [revision, setRevision] = useState(0);
  const [failure, setFailure] = useState<unknown>();
  const buffer = useRef(new LineBuffer()).current;
  const refresh = useCallback(() => setRevision((n) => n + 1), []);

  useEffect(() => {
    const abort = new AbortController();
    let waiting: LogLine[] = [];
    const resumption = new Resumption();
    let timer: ReturnType<typeof setTimeout> | undefined;
    buffer.clear();
    setFailure(undefined);

    const show = () => {
      timer = undefined;
      buffer.add(waiting);
      waiting = [];
      refresh();
    };
    const take = (data: string) => {
      const event = eventOf(data);
      if ("message" in event && !resumption.isNew(event)) return;
      setFailure(undefined);
      waiting.push(lineOf(event, Date.now()));
      timer ??= setTimeout(show, GATHER_MS);
    };
    const run = async () => {
      for (;;) {
        try {
          await follow(`${path}?${resumption.next()}`, take, abort.signal);
        } catch (problem) {
          if (abort.signal.aborted) return;
          setFailure(problem);
        }
        await pause(PAUSE_MS, abort.signal);
      }
    };
    void run();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [path, buffer, refresh]);

  return { buffer, revision, failure, refresh };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
