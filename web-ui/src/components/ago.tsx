import { ago, dateAndTime } from "../text/format";
import { useNow } from "./now";

export function Ago({ at }: { readonly at: number }) {
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={dateAndTime(at)}>
      {ago(at, now)}
    </time>
  );
}
