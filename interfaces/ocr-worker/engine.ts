import type { Worker as Thread } from 'node:worker_threads';
import { OEM, createWorker } from 'tesseract.js';
import type { Worker } from 'tesseract.js';
import { languageFolder } from './languages.ts';
import type { Language } from './languages.ts';
import { linesOf } from './lines.ts';
import type { Line } from './lines.ts';
import type { Picture } from './picture.ts';

/** One thread of Tesseract. After a rejection it is of no more use: close it and start another. */
export type Engine = {
  readonly recognise: (picture: Picture) => Promise<readonly Line[]>;
  readonly close: () => Promise<void>;
};

/**
 * Starts a thread with the data of one language, all of it from the installed packages. `tesseract.js` leaves a promise open when its data
 * is damaged or its thread dies; both reject here.
 */
export async function startEngine(language: Language): Promise<Engine> {
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined);
  const breakOff = (reason: unknown): void => broken.reject(new Error(`the recogniser broke off: ${String(reason)}`));
  const options = { langPath: languageFolder(language), gzip: true, cacheMethod: 'none', errorHandler: breakOff };
  const worker = await Promise.race([createWorker(language, OEM.LSTM_ONLY, options), broken.promise]);
  const thread = threadOf(worker);
  thread.on('error', breakOff);
  thread.on('exit', () => breakOff('its thread ended'));

  return {
    async recognise(picture) {
      await Promise.race([broken.promise, worker.setParameters(parametersFor(picture))]);
      const { data } = await Promise.race([broken.promise, worker.recognize(picture.png, {}, { text: false, blocks: true })]);
      return linesOf(data.blocks ?? []);
    },
    async close() {
      breakOff('its thread ended'); // before the package loses it: what is asked between would fail with a defect of the package
      await worker.terminate();
    },
  };
}

/**
 * The resolution of a scan is often missing or wrong, so a picture is taken for a page of some eleven inches. The local threshold
 * (Sauvola's, in a window that follows from the resolution) reads pages in front of a dark background and through stains.
 */
function parametersFor({ width, height }: Picture) {
  const dotsPerInch = Math.round(Math.max(width, height) / 11);
  return { user_defined_dpi: String(Math.min(600, Math.max(100, dotsPerInch))), thresholding_method: '2' };
}

/** The package keeps its thread beside what its types tell. */
const threadOf = (worker: Worker): Thread => (worker as Worker & { readonly worker: Thread }).worker;
