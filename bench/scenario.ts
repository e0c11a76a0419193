/** What several rounds gave. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

/** One measured figure beside its goal. */
export interface Finding {
  /** As the goals are numbered in docs/performance.md: "P1", "P4b". */
  goal: string;
  what: string;
  unit: string;
  ours: Spread;
  /** The same of the others, in the same run. */
  peers: { name: string; spread: Spread }[];
  /** The goal in words: "at least 12 x Socket.IO". */
  aim: string;
  met: boolean;
  note?: string;
}

export interface Bench {
  /** Fewer rounds and shorter ones: all of it in three minutes. */
  quick: boolean;
  /** How long what watches a server over time does so. */
  minutes: number;
  /** One line of progress. */
  tell(line: string): void;
}

/** A part of the benchmark that can be run by its name. */
export interface Scenario {
  name: string;
  /** In one line, for the list that is printed where a name is not known. */
  about: string;
  /** So long that it runs only where it is named, or is left out of a quick run. */
  only?: "by name" | "at length";
  /** Throws where a count is not right: a run that lost, doubled or misordered a message says nothing. */
  run(bench: Bench): Promise<Finding[]>;
}
