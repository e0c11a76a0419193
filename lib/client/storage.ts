import type { Storage } from "./outbox-store";

/** The browser's storage; where it is forbidden, the memory of this page. Touched at the first use, not on the server. */
export const browserStorage: Storage = {
  get isLost() {
    return !isReal(real());
  },
  get length() {
    return real().length;
  },
  key: (index) => real().key(index),
  getItem: (key) => real().getItem(key),
  setItem: (key, value) => real().setItem(key, value),
  removeItem: (key) => real().removeItem(key),
};

let found: Storage | undefined;

function real(): Storage {
  found ??= available() ?? inMemory();
  return found;
}

const isReal = (storage: Storage) => storage instanceof globalThis.Storage;

function available(): Storage | null {
  try {
    const { localStorage } = window;
    localStorage.setItem("banter:probe", "");
    localStorage.removeItem("banter:probe");
    return localStorage;
  } catch {
    return null; // cookies are blocked, or a private window has no storage
  }
}

/** The same for this page only. */
export function inMemory(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}
