"use client";

import { useRef, useState } from "react";
import { joinRoom, openDirect } from "@/lib/client/api-switcher";
import { roomPath } from "@/lib/client/paths";
import type { Choice } from "@/lib/client/switcher";
import type { Answer } from "@/lib/events";

/** Goes to what was chosen, and before that opens or joins it where need be; or says why not. */
export function useChoose(onGo: (path: string) => void) {
  const [problem, setProblem] = useState("");
  const isBusy = useRef(false); // a second Enter is impatience, not another wish

  async function choose(choice: Choice): Promise<void> {
    if (isBusy.current) return;
    isBusy.current = true;
    const answer = await entered(choice).catch(() => NO_ANSWER);
    isBusy.current = false;
    if (answer.ok) onGo(roomPath(answer.data));
    else setProblem(answer.error.message);
  }

  return { choose: (choice: Choice) => void choose(choice), problem };
}

/** The id of the room that one is in now. */
async function entered({ kind, id }: Choice): Promise<Answer<string>> {
  if (kind === "person") {
    const opened = await openDirect(id);
    return opened.ok ? { ok: true, data: opened.data.id } : opened;
  }
  const joined = kind === "open" ? await joinRoom(id) : null;
  return joined?.ok === false ? joined : { ok: true, data: id };
}

const NO_ANSWER: Answer<string> = {
  ok: false,
  error: { code: "unavailable", message: "The server does not answer. Please try again." },
};
