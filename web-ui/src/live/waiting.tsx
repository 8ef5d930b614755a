import { SimpleGrid, Skeleton, VisuallyHidden } from "@mantine/core";

/** Until the first snapshot is here; the banner tells when the connection is what is missing. */
export function Waiting() {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} role="status">
      <VisuallyHidden>Loading what runs</VisuallyHidden>
      {[1, 2, 3].map((card) => (
        <Skeleton key={card} height={120} radius="md" />
      ))}
    </SimpleGrid>
  );
}
