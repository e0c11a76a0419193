import { expect, test } from "vitest";
import { forgetGone } from "./gone";
import { inMemory } from "./storage";

function browser(cookie: string) {
  const storage = inMemory();
  for (const key of ["banter:draft:7:0", "banter:outbox:7:x", "banter:draft:77:0", "banter:probe", "other:draft:7:0"])
    storage.setItem(key, "kept");
  return { document: { cookie }, storage };
}
const left = ({ storage }: ReturnType<typeof browser>) =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index));

test("what an account has left in the browser goes with it, and nobody else's", () => {
  const after = browser("zone=UTC; gone=7");
  forgetGone(after);
  expect(left(after)).toEqual(["banter:draft:77:0", "banter:probe", "other:draft:7:0"]);
  expect(after.document.cookie).toMatch(/^gone=; Path=\/; Max-Age=0$/);
});

test.each(["", "zone=UTC", "notgone=7", "gone=", "gone=.*"])("with the cookie %s nothing is forgotten", (cookie) => {
  const before = browser(cookie);
  forgetGone(before);
  expect(left(before)).toHaveLength(5);
  expect(before.document.cookie).toBe(cookie);
});
