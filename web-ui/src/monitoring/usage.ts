import { call } from "../api/client";

/** One reading of what a host or a container uses. */
export interface UsagePoint {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Processors in use; 1.5 is one and a half. */
  readonly cpu: number;
  readonly memory: number;
  readonly workingSet: number;
  /** Bytes a second, as the three that follow. */
  readonly received: number;
  readonly sent: number;
  readonly read: number;
  readonly written: number;
}

export interface Usage {
  readonly problem?: string;
  readonly now?: UsagePoint;
  /** Oldest first. */
  readonly hour: readonly UsagePoint[];
}

export const usage = {
  ofHost: (id: string, signal: AbortSignal) =>
    call<Usage>("GET", `/cluster/hosts/${encodeURIComponent(id)}/stats`, undefined, signal),
  ofUnit: (name: string, signal: AbortSignal) =>
    call<Usage>("GET", `/cluster/units/${encodeURIComponent(name)}/stats`, undefined, signal),
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
