import type { SaveAlarmTarget } from "../api/wire";

export type Kind = SaveAlarmTarget["kind"];

export const KINDS: readonly { value: Kind; label: string }[] = [
  { value: "webhook", label: "Webhook" },
  { value: "slack", label: "Slack" },
  { value: "ntfy", label: "ntfy" },
  { value: "email", label: "E-mail" },
];

/** What the fields of a target hold. `secret` is a webhook's secret, ntfy's token or the mail server's password. */
export interface TargetValues {
  readonly name: string;
  readonly kind: Kind;
  readonly url: string;
  readonly secret: string;
  readonly host: string;
  readonly port: number;
  readonly security: "starttls" | "tls" | "none";
  readonly username: string;
  readonly from: string;
  readonly to: string;
  readonly minSeverity: "warning" | "critical";
  readonly quietFrom: string;
  readonly quietTo: string;
}

export const EMPTY: TargetValues = {
  name: "",
  kind: "webhook",
  url: "",
  secret: "",
  host: "",
  port: 587,
  security: "starttls",
  username: "",
  from: "",
  to: "",
  minSeverity: "warning",
  quietFrom: "",
  quietTo: "",
};

/** Whether all is there that the platform asks for; it checks the values. */
export function isReady({ name, kind, url, host, from, to, quietFrom, quietTo }: TargetValues): boolean {
  const whole = kind === "email" ? host.trim() && from.trim() && to.trim() : url.trim();
  return Boolean(name.trim() && whole) && Boolean(quietFrom.trim()) === Boolean(quietTo.trim());
}

/** What is sent, in the time zone of the browser. */
export function targetOf(
  values: TargetValues,
  timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone,
): SaveAlarmTarget {
  const { kind, url, secret, minSeverity, quietFrom, quietTo } = values;
  return {
    kind,
    minSeverity,
    ...(kind !== "email" && { url: url.trim() }),
    ...(kind === "webhook" && secret && { secret }),
    ...(kind === "ntfy" && secret && { token: secret }),
    ...(kind === "email" && { mail: mailOf(values) }),
    ...(quietFrom.trim() && { quietHours: { from: quietFrom.trim(), to: quietTo.trim(), timeZone } }),
  };
}

function mailOf({ host, port, security, username, secret, from, to }: TargetValues) {
  return {
    host: host.trim(),
    port,
    security,
    ...(username.trim() && { username: username.trim() }),
    ...(secret && { password: secret }),
    from: from.trim(),
    to: to
      .split(",")
      .map((address) => address.trim())
      .filter((address) => address !== ""),
  };
}
