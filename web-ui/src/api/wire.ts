import type { components as Directory } from "./generated/directory";
import type { components as Orchestrator } from "./generated/orchestrator";
import type { components as Scheduler } from "./generated/scheduler";

type Cluster = Orchestrator["schemas"];

export type Machine = Cluster["Machine"];
export type Unit = Cluster["StreamUnit"];
export type Source = Cluster["Source"];
export type LoadBalancer = Cluster["LoadBalancer"];
export type Backend = Cluster["Backend"];
export type ClusterSummary = Cluster["Cluster"];
export type HostStats = Cluster["HostStats"];
export type UnitStats = Cluster["UnitStats"];
export type UsagePoint = Cluster["UsagePoint"];
export type TrafficPoint = Cluster["TrafficPoint"];
export type ServiceTraffic = Cluster["ServiceTraffic"];
export type Traces = Cluster["Traces"];
export type TracedRequest = Cluster["TracedRequest"];
export type AuditRecord = Cluster["AuditRecord"];
export type AuditRecords = Cluster["AuditAnswer"]["doc"];
export type LogEntry = Cluster["LogLine"];
export type Token = Cluster["Token"];
export type Seed = Cluster["Seed"];
export type RecoveryCodes = Cluster["RecoveryCodes"];
export type Person = Cluster["Person"];
export type AllowedRoute = Cluster["AllowedRoute"];
export type Role = Cluster["Role"];
export type Certificate = Cluster["Certificate"];
export type Alarm = Cluster["Alarm"];
export type Alarms = Cluster["AlarmsAnswer"]["doc"];
export type AlarmTarget = Cluster["AlarmTarget"];
export type SaveAlarmTarget = Cluster["SaveAlarmTarget"];
export type Domain = Cluster["Domain"];
export type Domains = Cluster["Domains"];
export type ListedSession = Cluster["ListedSession"];
export type MissingPart = Cluster["MissingPart"];

export type ConfigurationFields = Directory["schemas"]["ConfigurationFields"];
type Always = "publicFacing" | "numInstances" | "ports" | "env" | "volume";
export type Configuration = ConfigurationFields & Required<Pick<ConfigurationFields, Always>>;
export type Service = Omit<Directory["schemas"]["Service"], "config"> & { readonly config: Configuration };
export type CreateService = Directory["schemas"]["CreateService"];

export type Deployment = Omit<Scheduler["schemas"]["Deployment"], "config"> & {
  readonly config: DeployedConfiguration;
};
export type Receipt = Scheduler["schemas"]["Receipt"];
export type DeploymentState = Scheduler["schemas"]["State"];
export type Preview = Scheduler["schemas"]["Preview"];
export type ServiceState = Scheduler["schemas"]["ServiceState"];
export type RequestedBy = Scheduler["schemas"]["RequestedBy"];
export type Operation = Scheduler["schemas"]["Operation"];
export type Drift = Scheduler["schemas"]["Drift"];
export type DriftFinding = Scheduler["schemas"]["DriftFinding"];
export type DeployAnswer = Scheduler["schemas"]["DeployAnswer"];
export type Hook = Scheduler["schemas"]["Hook"];
export type CreateHook = Scheduler["schemas"]["CreateHook"];
export type JournalEntry = Scheduler["schemas"]["JournalEntry"];
export type ConfigurationChange = Directory["schemas"]["ConfigurationChange"];
/** As it was deployed. */
export type DeployedConfiguration = Configuration;

export type Hello = Cluster["Hello"];
export type Ping = Cluster["Ping"];

export interface Snapshot {
  readonly type: "snapshot";
  readonly seq: number;
  readonly data: {
    readonly sources: readonly Source[];
    readonly hosts: readonly Machine[];
    readonly units: readonly Unit[];
    readonly services: readonly Service[];
    readonly deployments: readonly Deployment[];
    readonly loadBalancers: readonly LoadBalancer[];
  };
}

export interface Change {
  readonly type: Cluster["ChangeMessage"]["type"];
  readonly seq: number;
  readonly data: object;
}

export type StreamMessage = Hello | Snapshot | Ping | Change;
