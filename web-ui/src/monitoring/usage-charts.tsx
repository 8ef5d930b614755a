import { SimpleGrid, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { QueryResult } from "../components/query-result";
import { Panel } from "../components/panel";
import { bytes } from "../text/format";
import type { UsagePoint } from "../api/wire";
import { Curve } from "./curve";
import { CHARTS, type Chart, type Usage } from "./usage";

/** One point alone draws nothing. */
const CURVE = 2;

interface UsageChartsProps {
  /** A host or an instance. */
  readonly of: string;
  readonly load: (id: string, signal: AbortSignal) => Promise<Usage>;
  readonly title: string;
}

/** The last hour of a host or an instance, and what it uses now. */
export function UsageCharts({ of, load, title }: UsageChartsProps) {
  const query = useQuery({
    queryKey: ["usage", title, of],
    queryFn: ({ signal }) => load(of, signal),
    refetchInterval: 5_000,
  });
  return (
    <Panel title={title}>
      <QueryResult query={query} what={`the figures of ${of}`}>
        {({ problem, now, hour }) => (
          <Stack>
            {problem !== undefined && <Text size="sm">No figures come now: {problem}</Text>}
            <SimpleGrid cols={{ base: 1, sm: 2, xl: 4 }}>
              {CHARTS.map((chart) => (
                <UsageChart key={chart.title} chart={chart} now={now} hour={hour} />
              ))}
            </SimpleGrid>
            {problem === undefined && hour.length < CURVE && (
              <Text size="sm" c="dimmed">
                Charts appear after the second sample.
              </Text>
            )}
          </Stack>
        )}
      </QueryResult>
    </Panel>
  );
}

interface UsageChartProps {
  readonly chart: Chart;
  readonly now: UsagePoint | undefined;
  readonly hour: readonly UsagePoint[];
}

function UsageChart({ chart, now, hour }: UsageChartProps) {
  const text = (value: number) => valueText(chart, value);
  const latest =
    now && chart.series.map(({ name, label }) => `${label.toLowerCase()} ${text(now[name])}`).join(", ");
  return (
    <figure style={{ margin: 0 }}>
      <Text component="figcaption" size="sm" fw={600}>
        {chart.title}
        <Text span size="sm" c="dimmed" fw={400}>
          {" "}
          {latest ?? "nothing yet"}
        </Text>
      </Text>
      {hour.length >= CURVE && <Curve points={hour} series={chart.series} text={text} />}
    </figure>
  );
}

function valueText({ unit }: Chart, value: number): string {
  if (unit === "processors") return value.toFixed(2);
  return unit === "bytes" ? bytes(value) : `${bytes(value)}/s`;
}
