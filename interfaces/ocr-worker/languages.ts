import { createRequire } from 'node:module';
import path from 'node:path';

/** The languages whose data comes with the project: English, German, and German in Fraktur. */
export const languages = ['eng', 'frk', 'deu'] as const;
export type Language = (typeof languages)[number];

/** Says which languages there are when asked for another one. */
export function knownLanguage(language: string): Language {
  const known = languages.find((one) => one === language);
  if (known === undefined) throw new Error(`There is no data for the language "${language}"; there is for ${languages.join(', ')}.`);
  return known;
}

/** The folder of a language's data for the neural recogniser, in its npm package: nothing is downloaded. */
export function languageFolder(language: Language): string {
  const manifest = createRequire(import.meta.url).resolve(`@tesseract.js-data/${language}/package.json`);
  return path.join(path.dirname(manifest), '4.0.0_best_int');
}
