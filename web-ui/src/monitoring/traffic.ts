import { call } from "../api/client";
import type { ServiceTraffic, TrafficPoint } from "../api/wire";
import { bytes, count, duration } from "../text/format";
import type { Series } from "./curve";

export function trafficOf(service: string, signal: AbortSignal): Promise<ServiceTraffic> {
  return call<ServiceTraffic>("GET", `/services/${encodeURIComponent(service)}/traffic`, undefined, signal);
}

type NumberField = Exclude<keyof TrafficPoint, "statuses">;

export interface TrafficChart {
  readonly title: string;
  readonly series: readonly (Series & { readonly name: NumberField })[];
  readonly text: (value: number) => string;
}

export const TRAFFIC_CHARTS: readonly TrafficChart[] = [
  {
    title: "Requests a minute",
    text: (value) => value.toLocaleString("en"),
    series: [
      { name: "requests", label: "All", color: "mint.6" },
      { name: "errors", label: "Errors (5xx)", color: "red.6" },
    ],
  },
  {
    title: "Time until the answer was sent",
    text: duration,
    series: [
      { name: "p99", label: "99 of 100", color: "orange.6" },
      { name: "p95", label: "95 of 100", color: "slate.5" },
      { name: "p50", label: "Half", color: "mint.6" },
    ],
  },
  {
    title: "Bytes a minute",
    text: bytes,
    series: [
      { name: "received", label: "Received", color: "slate.5" },
      { name: "sent", label: "Sent", color: "mint.6" },
    ],
  },
];

/** The whole hour in words. */
export function trafficInWords(hour: readonly TrafficPoint[]): string {
  const sum = (of: (point: TrafficPoint) => number) => hour.reduce((total, point) => total + of(point), 0);
  const requests = sum((point) => point.requests);
  const errors = sum((point) => point.errors);
  return `${count(requests, "request")} in the last hour, ${errors === 0 ? "none" : errors.toLocaleString("en")} of them answered 5xx`;
}
