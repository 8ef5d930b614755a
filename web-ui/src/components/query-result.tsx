import { Skeleton, Stack, VisuallyHidden } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Failure } from "./failure";

interface AwaitedProps<T> {
  readonly query: UseQueryResult<T>;
  /** What is awaited, for a failure's title: "the services". */
  readonly what: string;
  readonly children: (value: T) => ReactNode;
}

/** Shows that something is on its way, what came, or why it did not. */
export function QueryResult<T>({ query, what, children }: AwaitedProps<T>) {
  if (query.data !== undefined) {
    return (
      <>
        {query.isError && (
          <Failure
            what={`Could not refresh ${what}`}
            failure={query.error}
            onRetry={() => void query.refetch()}
          />
        )}
        {children(query.data)}
      </>
    );
  }
  if (query.isError) {
    return (
      <Failure what={`Could not load ${what}`} failure={query.error} onRetry={() => void query.refetch()} />
    );
  }
  return (
    <Stack gap="xs" role="status">
      <VisuallyHidden>Loading {what}</VisuallyHidden>
      <Skeleton height={18} width="60%" />
      <Skeleton height={18} width="80%" />
      <Skeleton height={18} width="40%" />
    </Stack>
  );
}
