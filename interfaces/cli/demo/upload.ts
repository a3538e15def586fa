import { createHash } from 'node:crypto';
import { ApiFailure, type Api } from '../api.ts';
import { Problem } from '../problem.ts';
import type { DemoPage } from './page.ts';

interface ImageAnswer {
  readonly id: string;
  readonly url: string;
  readonly s3_put_url: string;
}

export interface UploadedPage {
  readonly elementId: string;
  readonly name: string;
  /** Base of its image; null when the image could not be read. */
  readonly imageUrl: string | null;
  readonly truth: string | null;
}

/** Makes an element of a page: announce its image, send it, have it checked, put a page on it. */
export async function uploadPage(api: Api, corpusId: string, page: DemoPage): Promise<UploadedPage> {
  const image = await uploadImage(api, page);
  const about = { corpus: corpusId, type: 'page', name: page.name };
  const { id } = await api.post<{ id: string }>('/elements/create/?slim_output=True', image ? { ...about, image: image.id } : about);
  return { elementId: id, name: page.name, imageUrl: image?.url ?? null, truth: page.truth };
}

/** Null when the server cannot read the image: the element then has none, and the worker will say so of this page. */
async function uploadImage(api: Api, page: DemoPage): Promise<ImageAnswer | null> {
  const bytes = await page.read();
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (bytes.length === 0) return null;
  const image = await api.post<ImageAnswer>('/image/', { hash, size: bytes.length }).catch((error: unknown) => known(api, error));
  if (image.s3_put_url) {
    const sent = await fetch(image.s3_put_url, { method: 'PUT', body: Buffer.from(bytes) });
    if (!sent.ok) throw new Problem(`The image of ${page.name} could not be sent: the server answered ${sent.status}.`);
  }
  try {
    return await api.patch<ImageAnswer>(`/image/${image.id}/`, { status: 'checked' });
  } catch (error) {
    if (error instanceof ApiFailure && error.status === 400) return null;
    throw error;
  }
}

/** An image of the same bytes is there already. */
async function known(api: Api, error: unknown): Promise<ImageAnswer> {
  const id = error instanceof ApiFailure && error.status === 400 ? (error.body as { readonly id?: string }).id : undefined;
  if (id === undefined) throw error;
  return { ...(await api.get<ImageAnswer>(`/image/${id}/`)), s3_put_url: '' };
}
