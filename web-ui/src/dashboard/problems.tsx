import { Alert, List, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Ago } from "../components/ago";
import { useLive } from "../live/live";

/** Parts of Paz that do not answer: what is shown of them is the last that was seen. */
export function Problems() {
  const sources = useLive((live) => live.sources);
  const down = [...sources.values()].filter(({ up }) => !up);
  if (down.length === 0) return null;
  return (
    <Alert
      role="alert"
      icon={<IconAlertTriangle aria-hidden />}
      title="Some parts of Paz are unreachable; services keep running"
      styles={{
        root: { background: "var(--paz-starting)" },
        title: { color: "var(--paz-starting-text)" },
        icon: { color: "var(--paz-starting-text)" },
      }}
    >
      <List size="sm">
        {down.map(({ name, since, problem }) => (
          <List.Item key={name}>
            <Text size="sm" c="var(--paz-starting-text)">
              {name}, down since <Ago at={since} />
              {problem ? `: ${problem}` : ""}
            </Text>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
