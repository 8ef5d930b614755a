import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { actions } from "../api/actions";
import { Awaited } from "../components/awaited";
import { DiffView } from "../components/diff-view";
import { Panel } from "../components/panel";
import { jsonLines } from "../text/diff";

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
        <Text>What a deployment of the next configuration would do. Nothing is changed by looking.</Text>
        <Button variant="default" loading={preview.isFetching} onClick={() => void preview.refetch()}>
          Look again
        </Button>
      </Group>
      <Awaited query={preview} what="the preview">
        {(answer) => (
          <Panel title="Preview" flush>
            <DiffView lines={jsonLines(answer).map((text) => ({ kind: "same", text }))} label="Preview" />
          </Panel>
        )}
      </Awaited>
    </Stack>
  );
}
