/**
 * For the files of a part of the page: a browser gives up what is on its way when its machine gets another network, as the
 * machine of a platform does with each container.
 *
 * @param pauses milliseconds before each further attempt
 */
export function withRetries<T>(
  load: () => Promise<T>,
  pauses: readonly number[] = [200, 1_000],
): () => Promise<T> {
  return async () => {
    for (const pause of pauses) {
      try {
        return await load();
      } catch {
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
    return load();
  };
}
