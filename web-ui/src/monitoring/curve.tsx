import { AreaChart } from "@mantine/charts";
import "@mantine/charts/styles.css";
import { timeOfDay } from "../text/format";

export interface Series {
  readonly name: string;
  readonly label: string;
  readonly color: string;
}

interface CurveProps {
  readonly points: readonly { readonly time: number }[];
  /** Names are fields of the points. */
  readonly series: readonly Series[];
  readonly text: (value: number) => string;
}

/** Figures over time. What they end with stands beside the title, for a screen reader too. */
export function Curve({ points, series, text }: CurveProps) {
  return (
    <div aria-hidden>
      <AreaChart
        h={140}
        data={points.map((point) => ({ ...point, time: timeOfDay(point.time) }))}
        dataKey="time"
        series={series.map((one) => ({ ...one }))}
        valueFormatter={text}
        withDots={false}
        curveType="monotone"
        tickLine="none"
        areaChartProps={{ accessibilityLayer: false }}
        xAxisProps={{ minTickGap: 60 }}
        yAxisProps={{ width: 80, tickCount: 3 }}
      />
    </div>
  );
}
