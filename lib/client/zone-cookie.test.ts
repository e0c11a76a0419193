import { expect, test, vi } from "vitest";
import { rememberZone } from "./zone-cookie";

function browserWith(cookie: string, protocol = "http:") {
  const set = vi.fn();
  const document = {
    get cookie() {
      return cookie;
    },
    set cookie(value) {
      set(value);
    },
  };
  return { place: { document, location: { protocol } }, set };
}

test("the zone is told once", () => {
  const { place, set } = browserWith("banter=x");
  rememberZone(place, "Europe/Berlin");
  expect(set).toHaveBeenCalledExactlyOnceWith("zone=Europe/Berlin; Path=/; Max-Age=31536000; SameSite=Lax");
  const told = browserWith("banter=x; zone=Europe/Berlin");
  rememberZone(told.place, "Europe/Berlin");
  expect(told.set).not.toHaveBeenCalled();
});

test("another zone is told again, and one that only begins alike is another", () => {
  const { place, set } = browserWith("zone=Etc/GMT+11");
  rememberZone(place, "Etc/GMT+1");
  expect(set).toHaveBeenCalledTimes(1);
});

test("over TLS it stays there", () => {
  const { place, set } = browserWith("", "https:");
  rememberZone(place, "UTC");
  expect(set).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/; Secure$/));
});
