import { useQuery } from "@tanstack/react-query";
import { reads } from "../api/actions";

const REFRESH_MS = 5_000;

/** What runs but should not, or should but does not; the scheduler looks for it, and no change of the live state tells. */
export function useDrift() {
  return useQuery({
    queryKey: ["drift"],
    queryFn: ({ signal }) => reads.drift(signal),
    refetchInterval: REFRESH_MS,
  });
}
