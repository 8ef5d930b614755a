import { Button, Group, List, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { actions } from "../api/actions";
import type { Preview as PreviewDocument } from "../api/wire";
import { QueryResult } from "../components/query-result";
import { DiffView } from "../components/diff-view";
import { Panel } from "../components/panel";
import { linesOfUnified, linesOfValues, type DiffLine } from "../text/diff";

/** What a deployment would do now, to the letter; it changes nothing. */
export function Preview({ name }: { readonly name: string }) {
  const preview = useQuery({
    queryKey: ["preview", name],
    queryFn: ({ signal }) => actions.preview(name, signal),
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <Stack>
      <Group justify="space-between">
        <Text>What deploying the next configuration would do. A preview changes nothing.</Text>
        <Button variant="default" loading={preview.isFetching} onClick={() => void preview.refetch()}>
          Refresh
        </Button>
      </Group>
      <QueryResult query={preview} what="the preview">
        {(document) => <Plan preview={document} />}
      </QueryResult>
    </Stack>
  );
}

function Plan({ preview }: { readonly preview: PreviewDocument }) {
  const { version, replaces, image, strategy, reason, tasks, environment, keys, proxy } = preview;
  return (
    <>
      <Panel title={`Version ${version}${replaces === undefined ? "" : ` in place of ${replaces}`}`}>
        <Stack gap="xs">
          <Text className="mono">{image}</Text>
          <Text size="sm">{reason.startsWith(strategy) ? reason : `${strategy}: ${reason}`}</Text>
          <List type="ordered" size="sm">
            {tasks.map((task, index) => (
              <List.Item key={index}>{task}</List.Item>
            ))}
          </List>
        </Stack>
      </Panel>
      <Changes title="Environment" none="No variable changes." lines={linesOfValues(environment)} />
      <Units units={preview.units} />
      <Changes title="Keys in etcd" none="No key changes." lines={linesOfValues(keys)} />
      <Proxy lines={proxy} />
    </>
  );
}

/** Those that change in more than the version's number come first, and open. */
function Units({ units }: Pick<PreviewDocument, "units">) {
  const alike = units.filter(({ change }) => change === "unchanged");
  return (
    <>
      {units
        .filter((unit) => !alike.includes(unit))
        .map(({ name, change, replaces, diff }) => (
          <Panel
            key={name}
            title={`Unit ${name}`}
            actions={
              <Text size="sm">
                {change}
                {replaces !== undefined && replaces !== name && `, in place of ${replaces}`}
              </Text>
            }
            flush
          >
            {diff !== "" && <DiffView lines={linesOfUnified(diff)} label={`Unit ${name}`} />}
          </Panel>
        ))}
      {alike.length > 0 && (
        <Panel title={`Units of which only the version's number differs (${alike.length})`}>
          <Stack gap="xs">
            {alike.map(({ name, diff }) => (
              <details key={name}>
                <summary className="mono">{name}</summary>
                <DiffView lines={linesOfUnified(diff)} label={`Unit ${name}`} />
              </details>
            ))}
          </Stack>
        </Panel>
      )}
    </>
  );
}

/** A file at a time, in the order in which the server names them. */
function Proxy({ lines }: { readonly lines: PreviewDocument["proxy"] }) {
  const files = [...new Set(lines.map(({ file }) => file))];
  if (files.length === 0) return <Changes title="Load balancer" none="No line changes." lines={[]} />;
  return (
    <>
      {files.map((file) => (
        <Changes
          key={file}
          title={`Load balancer, ${file}`}
          none="No line changes."
          lines={lines
            .filter((line) => line.file === file)
            .map(({ change, line }) => ({ kind: change, text: line }))}
        />
      ))}
    </>
  );
}

interface ChangesProps {
  readonly title: string;
  readonly none: string;
  readonly lines: readonly DiffLine[];
}

function Changes({ title, none, lines }: ChangesProps) {
  return (
    <Panel title={title} flush={lines.length > 0}>
      {lines.length > 0 ? <DiffView lines={lines} label={title} /> : <Text c="dimmed">{none}</Text>}
    </Panel>
  );
}
