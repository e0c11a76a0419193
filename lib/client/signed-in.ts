import type { UserId } from "../events";
import type { Storage } from "./outbox-store";

const KEY = "banter:me";

interface Parts {
  storage: Storage;
  me: UserId;
  /** This page is no longer theirs who looks at it. */
  onOther(): void;
}

/** Who is signed in in this browser: a page of one person must not go on with the cookie of another. */
export class SignedIn {
  constructor(private readonly parts: Parts) {}

  /** This page has come from the server for me. */
  arrived(): void {
    try {
      this.parts.storage.setItem(KEY, this.parts.me);
    } catch {
      return; // storage is full: the server still refuses a socket of somebody else
    }
  }

  /** Has somebody else signed in since, in another tab? Then away from here. */
  isSomebodyElse(): boolean {
    const who = this.parts.storage.getItem(KEY);
    if (who === null || who === this.parts.me) return false;
    this.parts.onOther();
    return true;
  }
}
