"use client";

import { type CSSProperties, type MouseEvent, type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import styles from "./dialog.module.css";

interface Props {
  /** What it is, for who does not see it. */
  label: string;
  className?: string | undefined;
  style?: CSSProperties | undefined;
  onClose: () => void;
  children: ReactNode;
}

const useBeforePaint = typeof window === "undefined" ? useEffect : useLayoutEffect; // there is no paint on the server

/**
 * What lies over the page as long as it is rendered. Esc or a press beside it asks to close it. The focus goes into it
 * (to what has `autoFocus`) and, when it closes, back to where it was.
 */
export function Dialog({ label, className = "", style, onClose, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  const isPressedBeside = useRef(false);
  useBeforePaint(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);

  /** A press beside it that began there: the end of the long press that opened it is none. */
  function clicked(event: MouseEvent) {
    if (event.target === ref.current && isPressedBeside.current) onClose();
    isPressedBeside.current = false;
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc is the dialog's own
    <dialog
      ref={ref}
      className={`${styles.dialog} ${className}`}
      style={style}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault(); // it closes by no longer being rendered
        onClose();
      }}
      onPointerDown={(event) => {
        isPressedBeside.current = event.target === ref.current;
      }}
      onClick={clicked}
    >
      {children}
    </dialog>
  );
}
