"use client";

import { useSyncExternalStore } from "react";
import type { State } from "@/lib/client/state";

/** The value of a state, now and whenever it changes. */
export const useValue = <T>(state: State<T>): T => useSyncExternalStore(state.subscribe, state.get, state.first);
