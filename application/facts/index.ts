import { checkImageFacts } from './check-image.ts';
import { createConfigurationFacts } from './create-configuration.ts';
import { createElementTranscriptionsFacts } from './create-element-transcriptions.ts';
import { createElementFacts } from './create-element.ts';
import { createElementsFacts } from './create-elements.ts';
import { createTranscriptionFacts } from './create-transcription.ts';
import { createTranscriptionsFacts } from './create-transcriptions.ts';
import { updateElementFacts } from './update-element.ts';
import type { AnyFacts } from './facts.ts';

/** The facts of every decision that looks beyond its own stream. */
export const allFacts: readonly AnyFacts[] = [
  checkImageFacts,
  createConfigurationFacts,
  createElementTranscriptionsFacts,
  createElementFacts,
  createElementsFacts,
  createTranscriptionFacts,
  createTranscriptionsFacts,
  updateElementFacts,
];
