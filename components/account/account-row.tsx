import type { ReactNode } from "react";
import frame from "@/components/ui/frame.module.css";

/** Something about my account, and what I can do about it. */
export const AccountRow = ({ title, detail, children }: { title: string; detail: string; children: ReactNode }) => (
  <li className={frame.row}>
    <span className={frame.words}>
      <span className={frame.name}>{title}</span>
      <span className={frame.detail}>{detail}</span>
    </span>
    {children}
  </li>
);
