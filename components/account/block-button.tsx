"use client";

import { ActionButton } from "@/components/ui/action-button";
import type { User } from "@/lib/events";
import { block, unblock } from "./actions";

interface Props {
  person: Pick<User, "id" | "username">;
  isBlocked: boolean;
}

/** Blocks a person, or takes it back. */
export const BlockButton = ({ person: { id, username }, isBlocked }: Props) => (
  <ActionButton action={isBlocked ? unblock : block} fields={{ userId: id }} kind="plain" of={username}>
    {isBlocked ? "Unblock" : "Block"}
  </ActionButton>
);
