import type { Api } from '../api.ts';
import { follow } from '../follow/follow.ts';
import type { Progress } from '../follow/progress.ts';
import type { View } from '../follow/view.ts';
import { Problem } from '../problem.ts';
import type { DemoPage } from './page.ts';
import { publishOcrWorker } from './publish.ts';
import { uploadPage, type UploadedPage } from './upload.ts';

export interface Wanted {
  readonly pages: readonly DemoPage[];
  readonly language: string;
  readonly chunks: number;
  readonly title: string;
}

export interface Worked {
  readonly processId: string;
  readonly corpusId: string;
  readonly uploaded: readonly UploadedPage[];
  readonly progress: Progress;
  /** From the start to the finish of the process. */
  readonly milliseconds: number;
}

interface Made {
  readonly id: string;
}

/** The whole job over the API: a project with pages, a process of the OCR worker over them, followed to its end. */
export async function work(
  api: Api,
  { pages, language, chunks, title }: Wanted,
  view: View,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<Worked> {
  const { id: corpusId } = await api.post<Made>('/corpus/', { name: title, description: 'Made by the demonstration.' });
  say(`Project "${title}" with ${pages.length} pages:`);
  const uploaded: UploadedPage[] = [];
  for (const page of pages) {
    signal.throwIfAborted();
    uploaded.push(await uploadPage(api, corpusId, page));
    say(`  ${page.name}`);
  }
  const { workerVersionId, configurationId } = await publishOcrWorker(api, language);
  const { id: processId } = await api.post<Made>('/process/corpus/', { corpus: corpusId, name: `Text of ${title}`, element_type: 'page' });
  const run = { worker_version_id: workerVersionId, ...(configurationId ? { configuration_id: configurationId } : {}) };
  await api.post(`/process/${processId}/workers/`, run);
  await api.post(`/process/${processId}/start/`, { chunks });
  say(`Process ${processId} has started: text recognition (${language}) in ${Math.min(chunks, pages.length)} chunks.`);
  const progress = await follow(api, processId, view, signal);
  if (!progress?.process.finished || !progress.process.started)
    throw new Problem(`The process ${processId} was left before it had finished.`);
  const milliseconds = Date.parse(progress.process.finished) - Date.parse(progress.process.started);
  return { processId, corpusId, uploaded, progress, milliseconds };
}
