/** What Redis, or the way to it, says of a fault that is not ours; and how a person is told. The first that fits. */
const STORAGE_ERRORS: [RegExp, string][] = [
  [/\bOOM\b/, "Storage is full. Nothing new can be kept until there is room again."],
  [/MISCONF/, "Storage cannot write to its disk. Nothing new can be kept until it can."],
  [/READONLY|NOREPLICAS|MASTERDOWN/, "Storage can only be read right now. Please try again in a moment."],
  [/LOADING/, "Storage is starting. Please try again in a moment."],
  [/timed out|Redis hangs|\bBUSY\b/, "Storage is too slow right now. Please try again."],
  [
    /MaxRetriesPerRequest|Connection is closed|isn't writeable|Command aborted|ECONN|EPIPE|ENOENT|CLUSTERDOWN|TRYAGAIN|EXECABORT|max number of clients/,
    "Storage is not reachable right now. Please try again.",
  ],
];

/** The words for a person, where storage is at fault; else null. */
export function storageWords(error: unknown): string | null {
  const said = reasonOf(error);
  return STORAGE_ERRORS.find(([pattern]) => pattern.test(said))?.[1] ?? null;
}

/** A transaction that was refused carries the reasons of its commands. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const { name, message, previousErrors = [] } = error as Error & { previousErrors?: Error[] };
  return [...previousErrors.map((previous) => previous.message), name, message].join(" ");
}
