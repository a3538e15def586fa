import { characterAccuracy } from '../../../domain/policies/character-accuracy.ts';
import type { Api } from '../api.ts';
import type { Worked } from './work.ts';
import type { UploadedPage } from './upload.ts';

export interface PageResult {
  readonly page: UploadedPage;
  /** The page's whole text as recognised; null when there is none. */
  readonly text: string | null;
  readonly accuracy: number | null;
}

export interface Results {
  readonly pages: readonly PageResult[];
  readonly transcriptions: number;
  /** Mean over the pages whose text is known, each weighed by its length; null when none is. */
  readonly accuracy: number | null;
  /** Names of pages whose recognition failed. */
  readonly failed: readonly string[];
}

interface Transcription {
  readonly text: string;
}

/** What the process left behind, read as any client would. */
export async function results(api: Api, { processId, uploaded }: Worked, language: string): Promise<Results> {
  const pages = await Promise.all(uploaded.map((page) => resultOf(api, page, language)));
  const known = pages.flatMap(({ page, accuracy }) =>
    page.truth === null || accuracy === null ? [] : [{ length: page.truth.length, accuracy }],
  );
  const length = known.reduce((sum, page) => sum + page.length, 0);
  const failures = await api.all<{ element_id: string }>(`/process/${processId}/activity/?state=error`);
  const lines = await Promise.all(uploaded.map((page) => count(api, page)));
  return {
    pages,
    transcriptions: lines.reduce((sum, of) => sum + of, 0),
    accuracy: length === 0 ? null : known.reduce((sum, page) => sum + page.accuracy * page.length, 0) / length,
    failed: uploaded.filter(({ elementId }) => failures.some((failure) => failure.element_id === elementId)).map(({ name }) => name),
  };
}

async function resultOf(api: Api, page: UploadedPage, language: string): Promise<PageResult> {
  const [whole] = await api.all<Transcription>(`/element/${page.elementId}/transcriptions/`);
  const text = whole?.text ?? null;
  return { page, text, accuracy: page.truth === null ? null : characterAccuracy(page.truth, text ?? '', { fraktur: language === 'frk' }) };
}

const count = async (api: Api, page: UploadedPage): Promise<number> =>
  (await api.get<{ count: number }>(`/element/${page.elementId}/transcriptions/?recursive=True&page_size=1`)).count;
