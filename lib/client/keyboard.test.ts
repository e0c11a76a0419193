import { afterEach, expect, test, vi } from "vitest";
import { followKeyboard } from "./keyboard";

afterEach(() => void vi.unstubAllGlobals());

test("the page is as high as the keyboard leaves it, and no less without one", () => {
  const scrollTo = vi.fn();
  vi.stubGlobal("window", { innerHeight: 800, scrollTo });
  const set = new Map<string, string>();
  const style = {
    setProperty: (name: string, value: string) => set.set(name, value),
    removeProperty: (name: string) => set.delete(name),
  };
  const viewport = Object.assign(new EventTarget(), { height: 800 });
  const stop = followKeyboard({ style } as never, viewport);
  const resize = (height: number) => {
    viewport.height = height;
    viewport.dispatchEvent(new Event("resize"));
    return Object.fromEntries(set);
  };
  expect(resize(500)).toEqual({ "--height": "500px", "--keyboard": "300px" });
  expect(scrollTo).toHaveBeenCalledWith(0, 0);
  expect(resize(760)).toEqual({}); // only a bar of the browser
  resize(500);
  stop();
  expect(Object.fromEntries(set)).toEqual({});
});
