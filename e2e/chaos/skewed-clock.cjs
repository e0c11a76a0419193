// @ts-check
"use strict";
// Loaded into a server before everything else: its clock is wrong by CHAOS_SKEW_MS.
{
  const skew = Number(process.env.CHAOS_SKEW_MS);
  const Real = Date;
  const now = () => Real.now() + skew;
  globalThis.Date = new Proxy(Real, {
    construct: (target, args, made) => Reflect.construct(target, args.length > 0 ? args : [now()], made),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
}
