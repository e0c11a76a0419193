/** What is not about messages: who is online, drafts, processes. */
import type { UserId } from "../../../lib/events";
import type { Story } from "../story";
import { each, type Verdict } from "./verdict";

/** Online is who has a tab: in Redis, and in the eyes of everybody. */
export function presenceIsTrue({ end }: Story): Verdict {
  const { expected, stored, seen } = end.presence;
  return each([["Redis", stored] as const, ...Object.entries(seen)], ([who, online]) => {
    const missing = without(expected, online);
    const surplus = without(online, expected);
    if (missing.length + surplus.length === 0) return null;
    return `${who} takes ${list(missing)} for offline and ${list(surplus)} for online, wrongly`;
  });
}

export function draftsAreKept({ end }: Story): Verdict {
  return each(end.drafts, ({ whose, written, found }) =>
    written === found ? null : `the draft of ${whose} was "${written}" and is "${found}"`,
  );
}

export function resourcesAreBack({ end }: Story): Verdict {
  return each(end.resources, ({ instance, what, before, after, allowed }) =>
    after > allowed ? `${instance} has ${after} ${what}; it was ${before} before, ${allowed} are allowed` : null,
  );
}

/** No process has ended by itself, nobody was signed out without a cause. */
export function nothingFell(story: Story): Verdict {
  const fell = story.of("fell").map(({ what }) => what);
  return { examined: Math.max(1, fell.length), violations: fell };
}

const without = (all: UserId[], others: UserId[]) => all.filter((id) => !others.includes(id));
const list = (ids: UserId[]) => (ids.length > 0 ? ids.join(", ") : "nobody");
