import cliProgress, { Presets, SingleBar } from 'cli-progress';

/** How far long work is; shown on standard error, so that standard output holds nothing but the result. */
export interface Progress {
  update(done: number, total: number): void;
  end(): void;
}

/** A bar with rate and time left on a terminal, from when it is known of how many; nothing where nobody watches. */
export function progressBar(what: string, unit: string, stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!stream.isTTY) return { update: () => undefined, end: () => undefined };
  const bar = new SingleBar(
    {
      stream,
      format: ` ${what} {bar} {value}/{total} ${unit}, {rate}/s{eta_formatted}`,
      formatTime: (seconds, options, step) =>
        Number.isFinite(seconds) ? `, ${cliProgress.Format.TimeFormat(seconds, options, step)} left` : '',
      hideCursor: true,
      linewrap: false,
      barsize: 30,
      etaBuffer: 50,
    },
    Presets.shades_classic,
  );
  const begun = performance.now();
  let shown = false;
  return {
    update(done, total) {
      if (!shown && total === 0) return;
      const rate = Math.round((done * 1000) / Math.max(1, performance.now() - begun));
      if (!shown) bar.start(total, done, { rate });
      shown = true;
      bar.setTotal(Math.max(total, 1));
      bar.update(done, { rate });
    },
    end: () => bar.stop(),
  };
}

/** A bar that appears with the first that is done, and goes with the last. */
export function progressOnceBegun(what: string, unit: string): Progress {
  let bar: Progress | null = null;
  const end = (): void => {
    bar?.end();
    bar = null;
  };
  return {
    update(done, total) {
      bar ??= progressBar(what, unit);
      bar.update(done, total);
      if (done >= total) end();
    },
    end,
  };
}
