import { checkImage } from '../../domain/image/check-image.ts';
import { facts } from './facts.ts';

export const checkImageFacts = facts(checkImage, async (look, state) => ({
  found: state.status === 'none' || state.status === 'checked' ? { kind: 'absent' as const } : await look.uploads.inspect(state.path),
}));
