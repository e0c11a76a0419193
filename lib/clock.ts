/** Now, in whole unix seconds, by the clock of this machine. Cursors never come from it. */
export const unixSeconds = () => Math.floor(Date.now() / 1000);
