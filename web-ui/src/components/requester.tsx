import { Text } from "@mantine/core";
import type { RequestedBy } from "../api/wire";

const KINDS: Readonly<Partial<Record<RequestedBy["kind"], string>>> = {
  session: "signed in",
  token: "token",
  service: "service of Paz",
};

/** Who asked for something, and by what credential where the name does not say it. */
export function Requester({ by }: { readonly by: RequestedBy }) {
  const kind = KINDS[by.kind];
  return (
    <>
      {by.name}
      {kind !== undefined && (
        <Text span size="xs" c="dimmed">
          {` (${kind})`}
        </Text>
      )}
    </>
  );
}
