import { accuracyRule } from '../../../domain/policies/character-accuracy.ts';
import { durationText } from '../../../domain/policies/durations.ts';
import { stateWord } from '../follow/lines.ts';
import type { PageResult, Results } from './results.ts';
import type { Worked } from './work.ts';

export interface Address {
  readonly url: string;
  readonly token: string;
}

/** What `--json` prints on its last line. */
export const jsonReport = (worked: Worked, results: Results, { url, token }: Address): object => ({
  process: worked.processId,
  state: worked.progress.process.state,
  pages: worked.uploaded.length,
  seconds: worked.milliseconds / 1000,
  activities: worked.progress.activities,
  transcriptions: results.transcriptions,
  character_accuracy: results.accuracy,
  url,
  token,
});

/** A line for every page whose recognition failed. */
export const failures = ({ failed }: Results): readonly string[] =>
  failed.map((name) => `Failed: ${name}. Its reason is in the log of its task.`);

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** The result for people. */
export function textReport(worked: Worked, results: Results, { url, token }: Address): string {
  const { process, activities } = worked.progress;
  const shown = results.pages.find(({ text }) => text !== null);
  const done = activities.processed + activities.error;
  return [
    '',
    `The process ${stateWord(process.state)} after ${durationText(worked.milliseconds)}: ${activities.processed} of ${done + activities.queued + activities.started} pages, ${results.transcriptions} transcriptions.`,
    ...(done > 0 ? [`A page took ${durationText(worked.milliseconds / done)} on average.`] : []),
    ...failures(results),
    ...(shown
      ? ['', `The text of ${shown.page.name}, image ${shown.page.imageUrl}/full/full/0/default.jpg:`, '', indented(shown.text ?? '')]
      : []),
    '',
    ...accuracies(results),
    '',
    'Look around:',
    `  curl -H 'Authorization: Token ${token}' ${url}/api/v1/process/${worked.processId}/`,
    `  curl -H 'Authorization: Token ${token}' ${url}/api/v1/corpus/${worked.corpusId}/elements/`,
  ].join('\n');
}

function accuracies({ pages, accuracy }: Results): readonly string[] {
  if (accuracy === null) return ['The true text of these pages is not known, so there is no accuracy.'];
  const line = ({ page, accuracy: of }: PageResult): string[] => (of === null ? [] : [`  ${page.name}: ${percent(of)}`]);
  return [`Character accuracy: ${percent(accuracy)}`, ...pages.flatMap(line), accuracyRule];
}

const indented = (text: string): string =>
  text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
