import { z } from 'zod';
import { accepted } from '../kernel/refusal.ts';
import { decision } from './state.ts';
import { providerOf, repositoryUrl } from './url.ts';

/** The repository of a publication: added the first time, known afterwards. Publishing needs no credentials for it. */
export const ensureRepository = decision({
  name: 'EnsureRepository',
  input: z.object({ url: repositoryUrl }),
  decide: (state, { url }, _facts: void, { id }) =>
    state.known
      ? accepted()
      : accepted({
          type: 'RepositoryAdded',
          data: { repositoryId: id, url, providerName: providerOf(url), credentialsId: null, ownerId: null },
        }),
});
