import type { Phrase } from "@/lib/client/phrases";

/** A sentence with names in it, each of which keeps its place whatever its script. */
export const Phrases = ({ of }: { of: readonly Phrase[] }) =>
  of.map((phrase, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence have no other name
    typeof phrase === "string" ? phrase : <bdi key={index}>{phrase.name}</bdi>,
  );
