import type { ConfigurationFields } from "../api/wire";

/** A number field is empty while somebody types. */
export type NumberInput = number | "";

type Port = NonNullable<ConfigurationFields["ports"]>[number];

export interface PortForm {
  container: NumberInput;
  host: NumberInput;
  protocol: "" | NonNullable<Port["protocol"]>;
  publicPort: NumberInput;
  proxyProtocol: boolean;
}

export const EMPTY_PORT: PortForm = {
  container: "",
  host: "",
  protocol: "",
  publicPort: "",
  proxyProtocol: false,
};

export function portFields({ container, host, protocol, publicPort, proxyProtocol }: PortForm): Port {
  return {
    container: Number(container),
    ...(host === "" ? {} : { host }),
    ...(protocol === "" ? {} : { protocol }),
    ...(publicPort === "" ? {} : { publicPort }),
    ...(proxyProtocol ? { proxyProtocol } : {}),
  };
}
