import { afterEach, describe, expect, test } from "vitest";
import { browserZone, here, isZone, offsetIn, offsetOfPage, ownOffset } from "./zones";

const at = (text: string) => Date.parse(text) / 1000;

describe("the offset of a zone", () => {
  test("is that of the time, not of today", () => {
    const newYork = offsetIn("America/New_York");
    expect([newYork(at("2026-01-15T12:00:00Z")), newYork(at("2026-07-15T12:00:00Z"))]).toEqual([300, 240]);
  });

  test("changes with the clocks, to the quarter of an hour", () => {
    const newYork = offsetIn("America/New_York");
    expect([newYork(at("2026-03-08T06:59:59Z")), newYork(at("2026-03-08T07:00:00Z"))]).toEqual([300, 240]);
    const lordHowe = offsetIn("Australia/Lord_Howe"); // by half an hour, at half past three in UTC
    expect([lordHowe(at("2026-10-03T15:29:59Z")), lordHowe(at("2026-10-03T15:30:00Z"))]).toEqual([-630, -660]);
  });

  test("may be more than half a day, and need not be whole hours", () => {
    expect(offsetIn("Pacific/Auckland")(at("2026-01-15T12:00:00Z"))).toBe(-780);
    expect(offsetIn("Asia/Kathmandu")(at("2026-01-15T12:00:00Z"))).toBe(-345);
    expect(Math.abs(offsetIn("UTC")(at("2026-01-15T12:00:00Z")))).toBe(0);
  });

  test("agrees with the clock of this machine, at any time", () => {
    const here = offsetIn(browserZone());
    for (let date = at("2024-01-01T00:00:00Z"); date < at("2026-01-01T00:00:00Z"); date += 86_400 / 3) {
      expect(here(date) - new Date(date * 1000).getTimezoneOffset()).toBe(0);
    }
  });

  test("is the same function as long as it is remembered, and right when it was forgotten", () => {
    expect(offsetIn("Asia/Tokyo")).toBe(offsetIn("Asia/Tokyo"));
    const before = offsetIn("Asia/Tokyo");
    for (const zone of Intl.supportedValuesOf("timeZone").slice(0, 80)) offsetIn(zone);
    expect(offsetIn("Asia/Tokyo")).not.toBe(before);
    expect(offsetIn("Asia/Tokyo")(0)).toBe(-540);
  });
});

describe("without asking Intl", () => {
  const now = at("2026-07-15T12:00:00Z");
  const own = process.env.TZ;
  afterEach(() => {
    process.env.TZ = own ?? "";
  });
  const isIn = (zone: string) => {
    process.env.TZ = zone;
  };

  test("a page of the zone that one is in takes the clock of this machine", () => {
    isIn("America/New_York");
    expect(offsetOfPage("America/New_York", 240, now)).toBe(here);
    expect(here(at("2026-01-15T12:00:00Z"))).toBe(300);
    expect(ownOffset(now)).toBe(here);
  });

  test("a page of another zone begins with that one", () => {
    isIn("America/New_York");
    expect(offsetOfPage("Asia/Tokyo", -540, now)(now)).toBe(-540);
  });

  test("a page of who has told no zone begins with UTC, also where clocks show that today", () => {
    isIn("Europe/London");
    const winter = at("2026-01-15T12:00:00Z");
    expect(offsetOfPage("UTC", 0, winter)(now)).toBe(0);
    expect([ownOffset(winter)(now), ownOffset(now)(now)]).toEqual([-60, -60]);
  });

  test("where the clock shows UTC all the year, nothing changes", () => {
    isIn("UTC");
    expect(ownOffset(now)).toBe(offsetIn("UTC"));
    expect(offsetOfPage("UTC", 0, now)).toBe(offsetIn("UTC"));
  });
});

test("a zone is what Intl knows by a name, and nothing longer", () => {
  for (const zone of ["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+5"])
    expect(isZone(zone)).toBe(true);
  for (const none of ["", "Mars/Olympus", "+01:00", "UTC\r\nSet-Cookie: a=b", "<b>", "A".repeat(65)]) {
    expect(isZone(none)).toBe(false);
  }
});
