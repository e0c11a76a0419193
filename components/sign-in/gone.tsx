"use client";

import { useEffect } from "react";
import { forgetGone } from "@/lib/client/gone";
import { browserStorage } from "@/lib/client/storage";
import styles from "./entrance.module.css";

/** The account of a moment ago is deleted; what it has left in this browser goes, too. */
export function Gone() {
  useEffect(() => forgetGone({ document, storage: browserStorage }), []);
  return <p className={styles.gone}>Your account is deleted.</p>;
}
