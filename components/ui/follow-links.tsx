"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Goes where the links of a page lead, in place of the browser. */
export function FollowLinks() {
  const router = useRouter();
  useEffect(() => {
    function pressed(event: MouseEvent): void {
      const link = isPlain(event) && (event.target as Element).closest<HTMLAnchorElement>("a[data-go]");
      if (!link) return;
      event.preventDefault();
      router.push(link.getAttribute("href") ?? "", { scroll: link.dataset.go !== "stay" });
    }
    window.addEventListener("click", pressed);
    return () => window.removeEventListener("click", pressed);
  }, [router]);
  return null;
}

/** Not meant for another tab, and nobody's yet. */
const isPlain = ({ defaultPrevented, button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent) =>
  !defaultPrevented && button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey;
