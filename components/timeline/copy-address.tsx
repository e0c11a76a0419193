"use client";

import { useState } from "react";
import { copy } from "@/lib/client/clipboard";

/** Copies where Banter is. */
export function CopyAddress({ className }: { className: string | undefined }) {
  const [words, setWords] = useState("Copy the address");

  async function copyAddress(): Promise<void> {
    await copy(location.origin).then(
      () => setWords("Copied"),
      () => setWords(location.origin),
    );
  }

  return (
    <button type="button" className={className} onClick={() => void copyAddress()}>
      {words}
    </button>
  );
}
