import { expect, test } from "vitest";
import { between } from "./document";

const document = "before\n<!-- results -->\nold\n<!-- end of results -->\nafter\n";

test("a part of a document is renewed, as often as one likes", () => {
  const once = between(document, "results", "new");
  expect(once).toBe("before\n<!-- results -->\n\nnew\n\n<!-- end of results -->\nafter\n");
  expect(between(once, "results", "new")).toBe(once);
});

test("a document without the part is left alone", () => {
  expect(() => between("nothing", "results", "new")).toThrow("<!-- results -->");
});
