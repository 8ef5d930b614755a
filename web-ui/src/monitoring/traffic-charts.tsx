import { Button, Group, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { Panel } from "../components/panel";
import { QueryResult } from "../components/query-result";
import { Curve } from "./curve";
import type { TrafficPoint } from "../api/wire";
import { TRAFFIC_CHARTS, type TrafficChart, trafficInWords, trafficOf } from "./traffic";

/** Requests of a service in the last hour, and the way to a single one. */
export function TrafficCharts({ service }: { readonly service: string }) {
  const query = useQuery({
    queryKey: ["traffic", service],
    queryFn: ({ signal }) => trafficOf(service, signal),
    refetchInterval: 10_000,
  });
  return (
    <Panel title="Requests">
      <QueryResult query={query} what={`the requests of ${service}`}>
        {({ measured, hour }) =>
          measured ? (
            <Stack>
              <Text size="sm">{trafficInWords(hour)}</Text>
              <SimpleGrid cols={{ base: 1, sm: 2, xl: 3 }}>
                {TRAFFIC_CHARTS.map((chart) => (
                  <TrafficFigure key={chart.title} chart={chart} hour={hour} />
                ))}
              </SimpleGrid>
              <FindRequest />
            </Stack>
          ) : (
            <Text size="sm">Requests are not measured on this platform.</Text>
          )
        }
      </QueryResult>
    </Panel>
  );
}

interface TrafficFigureProps {
  readonly chart: TrafficChart;
  readonly hour: readonly TrafficPoint[];
}

/** The last minute that is over is in words beside the title. */
function TrafficFigure({ chart, hour }: TrafficFigureProps) {
  const last = hour.at(-2);
  return (
    <figure style={{ margin: 0 }}>
      <Text component="figcaption" size="sm" fw={600}>
        {chart.title}
        {last && (
          <Text span size="sm" c="dimmed" fw={400}>
            {" "}
            {chart.series
              .map(({ name, label }) => `${label.toLowerCase()} ${chart.text(last[name])}`)
              .join(", ")}
          </Text>
        )}
      </Text>
      <Curve points={hour} series={chart.series} text={chart.text} />
    </figure>
  );
}

function FindRequest() {
  const [id, setId] = useState("");
  const navigate = useNavigate();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void navigate(`/requests/${encodeURIComponent(id.trim())}`);
      }}
    >
      <Group align="end">
        <TextInput
          label="Find one request"
          description="By the X-Request-Id of its answer"
          value={id}
          onChange={(event) => setId(event.currentTarget.value)}
          maxLength={64}
          style={{ flexGrow: 1 }}
        />
        <Button type="submit" variant="default" disabled={id.trim() === ""}>
          Find
        </Button>
      </Group>
    </form>
  );
}
