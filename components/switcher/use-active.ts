"use client";

import { useState } from "react";
import type { Choice } from "@/lib/client/switcher";

interface Active {
  /** The choice that Enter takes. */
  active: Choice | undefined;
  point: (choice: Choice) => void;
  /** Does this key move it? Then it has. */
  move: (key: string) => boolean;
}

/** One of the choices: the first, until somebody moves or points; of another query the first again. */
export function useActive(choices: Choice[], query: string): Active {
  const [pointed, setPointed] = useState<{ at: Choice; query: string } | null>(null);
  const kept = pointed?.query === query ? choices.findIndex((choice) => isSame(choice, pointed.at)) : -1;
  const index = Math.max(kept, 0);

  function point(at: Choice | undefined): void {
    if (at) setPointed({ at, query });
  }

  function move(key: string): boolean {
    const last = choices.length - 1;
    const to: Record<string, number> = {
      ArrowDown: index === last ? 0 : index + 1,
      ArrowUp: index === 0 ? last : index - 1,
      Home: 0,
      End: last,
    };
    if (!(key in to)) return false;
    point(choices[to[key] as number]);
    return true;
  }

  return { active: choices[index], point, move };
}

const isSame = (one: Choice, other: Choice) => one.kind === other.kind && one.id === other.id;
