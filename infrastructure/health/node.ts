import { ok, problem, type Check } from '../../application/health/check.ts';

const oldest = 24;

/** The Node that runs this; the one that the packages bring is right. */
export const nodeCheck = (version = process.versions.node): Check => ({
  name: 'node',
  vital: false,
  look: async () =>
    Number.parseInt(version) >= oldest
      ? ok(`Node ${version} runs this.`)
      : problem(
          `Node ${version} runs this; Colophon needs ${oldest}.`,
          'Use "npm run …" or "npx colophon …": the packages bring the right one.',
        ),
});
