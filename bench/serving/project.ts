import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { Api } from '../../interfaces/cli/api.ts';

interface Made {
  readonly id: string;
}

export interface Project {
  readonly corpusId: string;
  readonly pageIds: readonly string[];
}

const [width, height] = [1000, 1400];
const pagesPerRequest = 500;

const wholePage = [
  [0, 0],
  [0, height],
  [width, height],
  [width, 0],
];

/** A project with pages on this image, below one folder. */
export async function makeProject(api: Api, name: string, image: string, pages: number): Promise<Project> {
  const { id: corpus } = await api.post<Made>('/corpus/', { name, description: '' });
  const { id: folder } = await api.post<Made>('/elements/create/?slim_output=True', { corpus, type: 'folder', name, image });
  const pageIds: string[] = [];
  for (let from = 0; from < pages; from += pagesPerRequest) {
    const count = Math.min(pagesPerRequest, pages - from);
    const elements = Array.from({ length: count }, (_, n) => ({ type: 'page', name: `Page ${from + n + 1}`, polygon: wholePage }));
    const made = await api.post<readonly Made[]>(`/element/${folder}/children/bulk/`, { elements });
    pageIds.push(...made.map(({ id }) => id));
  }
  return { corpusId: corpus, pageIds };
}

/** A blank image; answers its id. A server has it once. */
export async function uploadImage(api: Api): Promise<string> {
  const bytes = await sharp({ create: { width, height, channels: 3, background: 'white' } })
    .png()
    .toBuffer();
  const hash = createHash('sha256').update(bytes).digest('hex');
  const image = await api.post<Made & { readonly s3_put_url: string }>('/image/', { hash, size: bytes.length });
  const sent = await fetch(image.s3_put_url, { method: 'PUT', body: bytes });
  if (!sent.ok) throw new Error(`The image was answered with ${sent.status}.`);
  await api.patch(`/image/${image.id}/`, { status: 'checked' });
  return image.id;
}
