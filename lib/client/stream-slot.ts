const SLOTS = 4; // of the six connections that a browser opens to one server: pages have to load as well

/**
 * Takes one of the few connections that may stay open. The page that is seen takes it from another, which hears of
 * that by `lost`. Answers how to give it back; null: there is none.
 */
export async function takeSlot(lost: () => void): Promise<(() => void) | null> {
  if (!navigator.locks) return () => undefined; // a page without TLS: mostly a phone, with few tabs
  for (let slot = 0; slot < SLOTS; slot++) {
    const free = await hold(slot, { ifAvailable: true }, lost);
    if (free) return free;
  }
  if (document.visibilityState !== "visible") return null;
  return hold(Math.floor(Math.random() * SLOTS), { steal: true }, lost);
}

function hold(slot: number, how: LockOptions, lost: () => void): Promise<(() => void) | null> {
  return new Promise((taken) => {
    const held = (lock: Lock | null) => (lock ? new Promise<void>((free) => taken(free)) : taken(null));
    navigator.locks.request(`banter:stream:${slot}`, how, held).catch(lost);
  });
}
