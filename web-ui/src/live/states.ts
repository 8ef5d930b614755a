import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { reads } from "../api/actions";
import type { ServiceState } from "../api/wire";

const REFRESH_MS = 3_000;

/** How each service is meant to stand, by name: a stopped one is not one that fell down. Empty until it is known. */
export function useStates(): ReadonlyMap<string, ServiceState> {
  const { data } = useQuery({
    queryKey: ["states"],
    queryFn: ({ signal }) => reads.states(signal),
    // The live state tells what runs, not what was meant to.
    refetchInterval: REFRESH_MS,
  });
  return useMemo(() => new Map(data?.map((state) => [state.service, state])), [data]);
}

/** Names of the instances that do not serve, whatever the engine says of them. */
export function useFailingInstances(): ReadonlySet<string> {
  const states = useStates();
  return useMemo(
    () =>
      new Set(
        [...states.values()].flatMap(({ service, versions }) =>
          versions.flatMap(({ version, problems }) =>
            problems.map(({ instance }) => `${service}-${version}-${instance}`),
          ),
        ),
      ),
    [states],
  );
}
