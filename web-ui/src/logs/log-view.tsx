import { Button, Group, Stack, Switch, Text, TextInput } from "@mantine/core";
import { IconDownload, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useEffect, useMemo, useState } from "react";
import { Failure } from "../components/failure";
import { Panel } from "../components/panel";
import { count } from "../text/format";
import type { LogLine } from "./line-buffer";
import { LogLines } from "./log-lines";
import { useLog } from "./use-log";

interface LogViewProps {
  readonly path: string;
  /** For the heading and the name of a download. */
  readonly name: string;
}

/** Follows a log: search, pause, download. */
export function LogView({ path, name }: LogViewProps) {
  const log = useLog(path);
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
          onClick={() => download(`${name.replaceAll(" ", "-")}.log`, buffer.text())}
        >
          Download
        </Button>
        <Switch
          label="Time and instance"
          checked={meta}
          onChange={(event) => setMeta(event.currentTarget.checked)}
        />
        <Text size="sm" c="dimmed">
          {count(lines.length, "line")}
          {buffer.dropped() > 0 && `, ${count(buffer.dropped(), "older one")} left out`}
        </Text>
      </Group>
      {log.failure !== undefined && <Failure what="Log stream lost; reconnecting" failure={log.failure} />}
      <Panel title={`Log of ${name}`} flush>
        <LogLines
          lines={lines}
          meta={meta}
          following={paused === undefined}
          none={search === "" ? "No line yet." : `No line has “${search}”.`}
          label={`Log of ${name}`}
        />
      </Panel>
    </Stack>
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
