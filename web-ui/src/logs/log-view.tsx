import { Button, Group, Stack, Switch, Text, TextInput } from "@mantine/core";
import { IconDownload, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState } from "react";
import { Failure } from "../components/failure";
import { Panel } from "../components/panel";
import { count, timeOfDay } from "../text/format";
import { AnsiLine } from "./ansi-line";
import type { LogLine } from "./line-buffer";
import classes from "./log-view.module.css";
import { useLog } from "./use-log";
import { lineOf } from "./wire-line";

const ROW = 20;

interface LogViewProps {
  readonly path: string;
  /** For the heading and the name of a download. */
  readonly name: string;
}

/** Follows a log; only the lines in sight exist. */
export function LogView({ path, name }: LogViewProps) {
  const log = useLog(path, lineOf);
  const [search, setSearch] = useState("");
  const [paused, setPaused] = useState<readonly LogLine[]>();
  const [meta, setMeta] = useState(true);
  const { buffer, revision, refresh } = log;
  useEffect(() => {
    buffer.find(search);
    refresh();
  }, [buffer, search, refresh]);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the revision stands for what is in the buffer
  const live = useMemo(() => buffer.shown().slice(), [buffer, revision]);
  const lines = paused ?? live;
  return (
    <Stack gap="sm">
      <Group>
        <TextInput
          type="search"
          aria-label="Search the log"
          placeholder="Search"
          value={search}
          onChange={(event) => {
            setPaused(undefined);
            setSearch(event.currentTarget.value);
          }}
        />
        <Button
          variant="default"
          leftSection={
            paused ? <IconPlayerPlay size={16} aria-hidden /> : <IconPlayerPause size={16} aria-hidden />
          }
          onClick={() => setPaused(paused ? undefined : live)}
        >
          {paused ? "Go on" : "Pause"}
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => download(`${name}.log`, buffer.text())}
        >
          Download
        </Button>
        <Switch
          label="Time and unit"
          checked={meta}
          onChange={(event) => setMeta(event.currentTarget.checked)}
        />
        <Text size="sm" c="dimmed">
          {count(lines.length, "line")}
          {buffer.dropped() > 0 && `, ${count(buffer.dropped(), "older one")} left out`}
        </Text>
      </Group>
      {log.failure !== undefined && (
        <Failure what="The log cannot be followed; it is tried again by itself" failure={log.failure} />
      )}
      <Panel title={`Log of ${name}`} flush>
        <Lines lines={lines} meta={meta} following={paused === undefined} name={name} />
      </Panel>
    </Stack>
  );
}

interface LinesProps {
  readonly lines: readonly LogLine[];
  readonly meta: boolean;
  readonly following: boolean;
  readonly name: string;
}

function Lines({ lines, meta, following, name }: LinesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 20,
    initialRect: { width: 900, height: 600 },
  });
  useEffect(() => {
    const element = scroller.current;
    if (following && atEnd.current && element) element.scrollTop = element.scrollHeight;
  }, [lines, following]);
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      // A region that scrolls must be reachable with the keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="log"
      aria-live="off"
      aria-label={`Log of ${name}`}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        atEnd.current = scrollTop + clientHeight >= scrollHeight - 2 * ROW;
      }}
    >
      {lines.length === 0 && (
        <Text p="md" c="dimmed">
          No lines yet.
        </Text>
      )}
      <div className={classes.all} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const line = lines[index];
          return (
            line && (
              <div key={index} className={classes.line} style={{ transform: `translateY(${start}px)` }}>
                {meta && (
                  <span className={classes.meta}>
                    {timeOfDay(line.at)} {line.unit}{" "}
                  </span>
                )}
                <AnsiLine text={line.text} />
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

function download(name: string, text: string) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
