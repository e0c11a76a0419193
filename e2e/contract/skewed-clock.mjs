// @ts-check
/** The clock of a machine that is wrong: by SKEW_MS milliseconds. Loaded into a server before everything else. */
{
  const skew = Number(process.env.SKEW_MS);
  const Real = Date;
  const now = () => Real.now() + skew;
  globalThis.Date = new Proxy(Real, {
    construct: (target, args, made) => Reflect.construct(target, args.length > 0 ? args : [now()], made),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
}
