import { arkindexApi } from './api.ts';
import { apiClient } from './client.ts';
import { systemClock } from './clock.ts';
import { languageOf } from './configuration.ts';
import { readElements } from './elements.ts';
import { readEnvironment } from './environment.ts';
import { knownLanguage } from './languages.ts';
import { fetchPicture } from './picture.ts';
import { tesseract } from './recogniser.ts';
import { runOn } from './run.ts';

const log = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<0 | 1> {
  const environment = readEnvironment(process.env);
  const elementIds = await readElements(environment.elementsFile);
  const clock = systemClock;
  const api = arkindexApi(apiClient(environment, { clock }), environment);
  const run = await api.workerRun();
  const language = knownLanguage(languageOf(run));
  const recogniser = tesseract(language);
  log(`Recognises the text of ${elementIds.length} elements, language ${language}.`);
  const activities = run.process.activity_state === 'ready';
  const code = await runOn(elementIds, { api, recogniser, clock, activities, picture: (zone) => fetchPicture(zone, clock) }, log);
  await recogniser.close();
  return code;
}

/**
 * Whoever ends the task is obeyed at once, the recogniser's thread with it. An element begun is taken over by the next attempt, for which
 * its results have the same keys; reporting it as an error would hide that nothing was wrong with it.
 */
for (const [signal, code] of [
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const) {
  process.once(signal, () => {
    log(`Stopped by ${signal}.`);
    process.exit(code);
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  log(`Could not run: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
