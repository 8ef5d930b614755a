import { useCallback, useEffect, useRef, useState } from "react";
import { follow } from "../api/client";
import { LineBuffer, type LogLine } from "./line-buffer";

const FIRST_LINES = 1_000;
/** As many as the service gives at once, after a pause. */
const MOST_LINES = 10_000;
const PAUSE_MS = 2_000;

export interface Log {
  readonly buffer: LineBuffer;
  /** Rises with everything new in the buffer. */
  readonly revision: number;
  readonly failure: unknown;
  readonly refresh: () => void;
}

/** Follows a log for as long as it is shown; a stream that ends is taken up where it ended. */
export function useLog(path: string, lineOf: (data: string) => LogLine | undefined): Log {
  const [revision, setRevision] = useState(0);
  const [failure, setFailure] = useState<unknown>();
  const buffer = useRef(new LineBuffer()).current;
  const refresh = useCallback(() => setRevision((n) => n + 1), []);

  useEffect(() => {
    const abort = new AbortController();
    let waiting: LogLine[] = [];
    let last = 0;
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
      const line = lineOf(data);
      if (!line) return;
      setFailure(undefined);
      last = Math.max(last, line.at);
      waiting.push(line);
      timer ??= setTimeout(show, 50);
    };
    const run = async () => {
      for (;;) {
        try {
          await follow(
            `${path}?follow=true&${last ? `since=${last + 1}&lines=${MOST_LINES}` : `lines=${FIRST_LINES}`}`,
            take,
            abort.signal,
          );
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
  }, [path, lineOf, buffer, refresh]);

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
