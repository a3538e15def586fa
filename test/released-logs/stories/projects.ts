import { scan, sha256 } from '../../support/scans.ts';
import { answeredWith, type Made, type Scene } from '../scene.ts';

interface Uploading extends Made {
  readonly s3_put_url: string;
}

const square = (from: number, to: number) => [
  [from, from],
  [to, from],
  [to, to],
  [from, to],
];

/** A project with types, scans (one of which is not what was announced), elements one by one and in bulk, and texts. */
export async function projects({ ada }: Scene): Promise<void> {
  const { id: corpus } = await ada.post<Made>('/corpus/', { name: 'Registers', description: 'Of births', public: false });
  await ada.patch(`/corpus/${corpus}/`, { name: 'Parish registers', public: true });
  const line = await ada.post<Made>('/elements/type/', { corpus, slug: 'line', display_name: 'Line' });
  await ada.patch(`/elements/type/${line.id}/`, { slug: 'baseline', display_name: 'Line of text', color: '#a0522d' });

  const announced = async (bytes: Buffer, sent = bytes): Promise<string> => {
    const { id, s3_put_url: url } = await ada.post<Uploading>('/image/', { hash: sha256(bytes), size: sent.length });
    await fetch(url, { method: 'PUT', body: new Uint8Array(sent) });
    return id;
  };
  const [large, small] = [await scan(80, 100), await scan(60, 60)];
  const image = await announced(large);
  await ada.patch(`/image/${image}/`, { status: 'checked' });
  const broken = await announced(small, Buffer.from('no image at all'));
  await answeredWith(ada, 400, 'PATCH', `/image/${broken}/`, { status: 'checked' });

  const folder = await ada.post<Made>('/elements/create/', { corpus, type: 'folder', name: 'Volume 1' });
  const page = await ada.post<Made>('/elements/create/', { corpus, type: 'page', name: 'Page 1', parent: folder.id, image });
  const lines = await ada.post<readonly Made[]>(`/element/${page.id}/children/bulk/`, {
    elements: [1, 2].map((n) => ({ name: `Line ${n}`, type: 'baseline', polygon: square(n * 5, n * 5 + 20), confidence: 0.5 })),
  });
  await ada.patch(`/element/${page.id}/`, { name: 'Page 1 recto', rotation_angle: 90, mirrored: true, confidence: 0.9 });
  await ada.patch(`/element/${lines[0]?.id}/`, { polygon: square(10, 30) });

  await ada.post(`/element/${page.id}/transcription/`, { text: 'Anno Domini 1713', confidence: 0.75 });
  const texts = lines.map(({ id }, index) => ({
    element_id: id,
    text: `Line ${index + 1}, grüße 😀`,
    confidence: 1,
    orientation: 'vertical-rl',
  }));
  await ada.post('/transcription/bulk/', { transcriptions: texts });
  await ada.post(`/element/${page.id}/transcriptions/bulk/`, {
    element_type: 'baseline',
    transcriptions: [{ polygon: square(40, 60), text: 'on a line of its own', confidence: 0.25, element_confidence: 0.5 }],
  });
}
