const KEYBOARD_PX = 100; // less is a bar of the browser

interface Viewport extends EventTarget {
  height: number;
}

/**
 * iOS lays its keyboard over the page and tells nobody but the visual viewport. While it is there, `--height` is what
 * is left of the window, and `--keyboard` what is not. Returns how to end it.
 */
export function followKeyboard(
  { style }: Pick<HTMLElement, "style"> = document.documentElement,
  viewport: Viewport | null = window.visualViewport,
): () => void {
  const forget = () => {
    style.removeProperty("--height");
    style.removeProperty("--keyboard");
  };
  const changed = () => {
    const covered = viewport ? window.innerHeight - viewport.height : 0;
    if (covered < KEYBOARD_PX) return forget();
    style.setProperty("--height", `${viewport?.height}px`);
    style.setProperty("--keyboard", `${covered}px`);
    window.scrollTo(0, 0); // the browser had moved the page to show the field
  };
  viewport?.addEventListener("resize", changed);
  return () => {
    viewport?.removeEventListener("resize", changed);
    forget();
  };
}
