/** Time, so that tests own it. Both in milliseconds; only differences of `now` mean anything. */
export type Clock = { readonly now: () => number; readonly wait: (ms: number) => Promise<void> };

export const systemClock: Clock = {
  now: () => performance.now(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
