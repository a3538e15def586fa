const codes = { SIGINT: 130, SIGTERM: 143 } as const;
const endedWith = new WeakMap<AbortSignal, number>();

/** Aborts with the first SIGINT or SIGTERM; a second one ends the program at once. */
export function untilSignal(): AbortSignal {
  const ending = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => {
      if (ending.signal.aborted) process.exit(codes[name]);
      endedWith.set(ending.signal, codes[name]);
      ending.abort();
    });
  return ending.signal;
}

/** The exit code of what a signal of `untilSignal` has ended: 130 for Ctrl-C, 143 for SIGTERM. */
export const codeOf = (signal: AbortSignal): number => endedWith.get(signal) ?? codes.SIGINT;

export const aborted = (signal: AbortSignal): Promise<void> =>
  signal.aborted ? Promise.resolve() : new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
