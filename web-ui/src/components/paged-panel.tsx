import { Button, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Failure } from "./failure";
import { Panel } from "./panel";

interface Pages {
  readonly data: unknown;
  readonly error: unknown;
  readonly isError: boolean;
  readonly isPending: boolean;
  readonly isFetching: boolean;
  readonly hasNextPage: boolean;
  readonly refetch: () => unknown;
  readonly fetchNextPage: () => unknown;
}

interface Props {
  readonly title: string;
  /** What is listed, as in "Could not load the journal". */
  readonly what: string;
  /** What the next page has. */
  readonly older: string;
  readonly pages: Pages;
  readonly isEmpty: boolean;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A list that comes page by page, newest first. */
export function PagedPanel({ title, what, older, pages, isEmpty, actions, children }: Props) {
  if (pages.isError && !pages.data) {
    return (
      <Failure what={`Could not load ${what}`} failure={pages.error} onRetry={() => void pages.refetch()} />
    );
  }
  return (
    <Panel title={title} flush={!isEmpty} actions={actions}>
      {isEmpty ? <Text c="dimmed">{pages.isPending ? `Loading ${what}` : "Nothing here."}</Text> : children}
      {pages.hasNextPage && (
        <Button
          m="md"
          variant="default"
          loading={pages.isFetching}
          onClick={() => void pages.fetchNextPage()}
        >
          Show older {older}
        </Button>
      )}
    </Panel>
  );
}
