"use client";

import { useSyncExternalStore } from "react";
import { isMac } from "@/lib/client/keys";

/** Is there a ⌘ on this keyboard? Null until the page stands: the server does not see keyboards. */
export const useMac = (): boolean | null => useSyncExternalStore(never, isMac, () => null);

const never = () => () => undefined;
