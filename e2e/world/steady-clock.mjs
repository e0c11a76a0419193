// @ts-check
/**
 * The clock of the pictures: a Thursday in April, 10:46, on which a second takes a thousand. So the same minute stands on
 * every picture, and time still never stands. Loaded into the server before everything else, and into each page.
 */
{
  const MOMENT = Date.UTC(2026, 3, 23, 10, 46);
  const Real = Date;
  const began = Real.now();
  const now = () => MOMENT + Math.floor((Real.now() - began) / 1000);
  globalThis.Date = new Proxy(Real, {
    construct: (target, args, made) => Reflect.construct(target, args.length > 0 ? args : [now()], made),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
}
