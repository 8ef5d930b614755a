import type { ReactNode } from "react";
import type { Route } from "../api/actions";
import type { AllowedRoute } from "../api/wire";
import { useSession } from "./session";

/** Whether the session may use a route, as the platform answered it; it decides again when the route is used. */
export function useAllowed(): (route: Route) => boolean {
  const allowed = useSession().data?.allowed;
  return (route) => allowed === undefined || allowed.some((one) => covers(one, route));
}

export function covers(allowed: AllowedRoute, { method, path, service }: Route): boolean {
  return (
    allowed.method === method &&
    matches(allowed.path, path) &&
    (allowed.services === undefined || (service !== undefined && allowed.services.includes(service)))
  );
}

function matches(pattern: string, path: string): boolean {
  const expected = pattern.split("/");
  const parts = path.split("/");
  return (
    expected.length === parts.length &&
    expected.every((part, index) => part.startsWith("{") || part === parts[index])
  );
}

/** Shows its children to who may use the route, and to everybody else nothing, or what stands in their place. */
export function Allowed(props: {
  readonly to: Route;
  readonly children: ReactNode;
  readonly otherwise?: ReactNode;
}) {
  return useAllowed()(props.to) ? props.children : props.otherwise;
}
