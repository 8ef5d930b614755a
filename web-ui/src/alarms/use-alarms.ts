import { useQuery } from "@tanstack/react-query";
import { reads } from "../api/actions";

const REFRESH_MS = 10_000;

/** The alarms that go on, and those that ended lately. */
export function useAlarms() {
  return useQuery({
    queryKey: ["alarms"],
    queryFn: ({ signal }) => reads.alarms(signal),
    refetchInterval: REFRESH_MS,
  });
}
