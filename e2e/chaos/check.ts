/** The checker: looks at a recorded history, and at what stands at the end, and says which promise was broken. */
import { draftsAreKept, nothingFell, presenceIsTrue, resourcesAreBack } from "./checks/around";
import { cursorsAreTimes, cursorsDiffer, laterIsLater, senderOrderIsKept } from "./checks/order";
import { endedSessionsAreDeaf, outsidersGetNothing } from "./checks/secret";
import { screensAreRight, shownIsStored, streamsMissNothing, viewsAreComplete } from "./checks/shown";
import {
  acknowledgedIsStored,
  nothingTypedIsLost,
  outboxesAreEmpty,
  storedAsWritten,
  storedOnce,
} from "./checks/stored";
import type { Verdict } from "./checks/verdict";
import type { Happening } from "./history";
import { type End, type Story, storyOf } from "./story";

const CHECKS = {
  "what was acknowledged is stored": acknowledgedIsStored,
  "nothing is stored twice": storedOnce,
  "each message is stored as it was written, by its author": storedAsWritten,
  "nothing typed is lost": nothingTypedIsLost,
  "outboxes are empty": outboxesAreEmpty,
  "scores strictly increase": cursorsDiffer,
  "what is written later stands later": laterIsLater,
  "scores are times of Redis": cursorsAreTimes,
  "one sender's messages are stored in order": senderOrderIsKept,
  "no screen ever showed a message twice, or out of order": screensAreRight,
  "what was shown as stored is stored": shownIsStored,
  "every view is what Redis holds": viewsAreComplete,
  "streams miss nothing": streamsMissNothing,
  "outsiders and removed members get nothing": outsidersGetNothing,
  "ended sessions hear nothing": endedSessionsAreDeaf,
  "online is who has a tab": presenceIsTrue,
  "drafts are kept": draftsAreKept,
  "memory and descriptors are back": resourcesAreBack,
  "no process ends by itself": nothingFell,
} satisfies Record<string, (story: Story) => Verdict>;

export type Promised = keyof typeof CHECKS;

export interface Checked extends Verdict {
  promise: Promised;
}

export function check(happenings: Happening[], end: End): Checked[] {
  const story = storyOf(happenings, end);
  return Object.entries(CHECKS).map(([promise, look]) => ({ promise: promise as Promised, ...look(story) }));
}
