import { startEngine } from './engine.ts';
import type { Engine } from './engine.ts';
import type { Language } from './languages.ts';
import type { Line } from './lines.ts';
import type { Picture } from './picture.ts';

export type Recogniser = {
  /** The lines of a picture in reading order, none for an empty page. */
  readonly recognise: (picture: Picture) => Promise<readonly Line[]>;
  readonly close: () => Promise<void>;
};

/** Recognises with an engine that is started when the first picture comes, and again after one that broke it. */
export function tesseract(language: Language, start: (language: Language) => Promise<Engine> = startEngine): Recogniser {
  let engine: Promise<Engine> | undefined;

  async function close(): Promise<void> {
    const closing = engine;
    engine = undefined;
    const started = await closing?.catch(() => undefined);
    await started?.close();
  }

  return {
    async recognise(picture) {
      engine ??= start(language);
      try {
        return await (await engine).recognise(picture);
      } catch (error) {
        await close();
        throw error;
      }
    },
    close,
  };
}
