import { call } from "../api/client";
import type { HostStats, UnitStats, UsagePoint } from "../api/wire";

/** What a chart needs of both. */
export type Usage = Pick<HostStats & UnitStats, "problem" | "now" | "hour">;

export const usage = {
  ofHost: (id: string, signal: AbortSignal) =>
    call<HostStats>("GET", `/cluster/hosts/${encodeURIComponent(id)}/stats`, undefined, signal),
  ofUnit: (name: string, signal: AbortSignal) =>
    call<UnitStats>("GET", `/cluster/units/${encodeURIComponent(name)}/stats`, undefined, signal),
};

export interface Chart {
  readonly title: string;
  readonly series: readonly {
    readonly name: keyof UsagePoint;
    readonly label: string;
    readonly color: string;
  }[];
  readonly unit: "processors" | "bytes" | "bytes a second";
}

export const CHARTS: readonly Chart[] = [
  { title: "Processor", unit: "processors", series: [{ name: "cpu", label: "In use", color: "slate.5" }] },
  { title: "Memory", unit: "bytes", series: [{ name: "workingSet", label: "In use", color: "mint.6" }] },
  {
    title: "Network",
    unit: "bytes a second",
    series: [
      { name: "received", label: "Received", color: "slate.5" },
      { name: "sent", label: "Sent", color: "mint.6" },
    ],
  },
  {
    title: "Disk",
    unit: "bytes a second",
    series: [
      { name: "read", label: "Read", color: "slate.5" },
      { name: "written", label: "Written", color: "mint.6" },
    ],
  },
];
