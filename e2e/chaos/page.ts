/** The page of a tab: what lib/client finds around it in a browser. All of it stops with the page. */
import type { Page } from "./browser";
import type { Surroundings } from "./client";
import type { Person } from "./person";

export type TabPage = Page & Surroundings;

interface Parts {
  url: string;
  person: Person;
  /** Is told what every answer holds. */
  heard(answer: unknown, asked: number): void;
}

export function createPage({ url, person, heard }: Parts): TabPage {
  const alive =
    (run: (...args: unknown[]) => void) =>
    (...args: unknown[]) => {
      if (page.isAlive) run(...args);
    };
  const page: TabPage = {
    isAlive: true,
    window: new EventTarget(),
    document: Object.assign(new EventTarget(), { visibilityState: "visible" }),
    setTimeout: (run, ms, ...args) => setTimeout(alive(run), ms, ...args),
    setInterval: (run, ms, ...args) => setInterval(alive(run), ms, ...args).unref(),
    fetch: async (path, init) => {
      const asked = Date.now();
      const headers = { ...(init?.headers as Record<string, string>), cookie: person.cookie };
      const response = await fetch(`${url}${path}`, { ...init, headers });
      const text = await response.text();
      if (!page.isAlive) return new Promise(() => undefined); // nobody is there to read it
      heard(parsed(text), asked);
      return new Response(response.status === 204 ? null : text, response);
    },
  };
  return page;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // a page of a proxy, or half an answer
  }
}
