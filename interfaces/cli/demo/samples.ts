import { renderPage, samplePages } from '../../sample-pages/index.ts';
import type { DemoPage } from './page.ts';

/** The project's own pages, whose text is known because they were set from it. */
export const samples = (): readonly DemoPage[] =>
  samplePages().map((page) => ({ name: page.name, read: () => renderPage(page), truth: page.truth }));
