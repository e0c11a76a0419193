import { redisSeconds } from "./redis/clock";

/** Now, in whole unix seconds, by the clock of this machine: for what is shown. It decides nothing. */
export const unixSeconds = () => Math.floor(Date.now() / 1000);

/** Now, in unix seconds with a fraction, by the clock of Redis: for what is kept, and for what decides. */
export { redisSeconds };

/** The same, whole: for what is stored. */
export const wholeRedisSeconds = () => Math.floor(redisSeconds());
