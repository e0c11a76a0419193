import fc from "fast-check";
import { expect, test } from "vitest";
import { applied, changeOf, type Row } from "./history";

const screens = fc.array(
  fc.uniqueArray(fc.record({ id: fc.constantFrom(..."abcdefgh"), cursor: fc.constantFrom("1", "2", null) }), {
    selector: ({ id }) => id,
  }),
);

test("the changes of a screen, one after the other, give every screen again", () => {
  fc.assert(
    fc.property(screens, (all) => {
      let kept: Row[] = [];
      for (const now of all) {
        const change = changeOf("view", kept, now);
        kept = change ? applied(change, kept) : kept;
        expect(kept).toEqual(now);
      }
    }),
  );
});

test("a screen that shows the same is no change", () => {
  const rows = [{ id: "a", cursor: "1" }];
  expect(changeOf("view", rows, [...rows])).toBeNull();
});
