import { useSearchParams } from "react-router";

/** What a page's list is narrowed to, in the URL, so that it can be shared; an empty value takes a filter away. */
export function useFilters(): [URLSearchParams, (name: string, value: string | null) => void] {
  const [search, setSearch] = useSearchParams();
  const set = (name: string, value: string | null) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      if (value) after.set(name, value);
      else after.delete(name);
      return after;
    });
  return [search, set];
}
