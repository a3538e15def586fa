import { tokens } from '../../../infrastructure/container/tokens.ts';
import type { Program } from '../../../infrastructure/container/program.ts';
import type { ProjectionsAdmin } from '../../../projections/engine/admin/projections-admin.ts';
import { UnknownProjection } from '../../../projections/engine/admin/projections-admin.ts';
import { OtherVersion } from '../../../projections/engine/compare.ts';
import { GenerationBehind, GenerationForbidden } from '../../../projections/engine/lifecycle/carry-out.ts';
import { withProgram } from '../output/with-program.ts';
import { Problem } from '../problem.ts';

/** Who changes read models from here. */
export const actor = 'command line';

/** The installation's projections, for one command. @throws Problem for what may not be as things stand */
export const withProjections = <Answer>(work: (admin: ProjectionsAdmin, program: Program) => Promise<Answer>): Promise<Answer> =>
  withProgram(async (program) => {
    try {
      return await work(program.container.get(tokens.projections), program);
    } catch (error) {
      const expected = [UnknownProjection, GenerationForbidden, GenerationBehind, OtherVersion].some((kind) => error instanceof kind);
      throw expected ? new Problem((error as Error).message) : error;
    }
  });

/** Those named, or all. @throws Problem */
export function namesOf(admin: ProjectionsAdmin, names: readonly string[]): readonly string[] {
  const unknown = names.filter((name) => !admin.names.includes(name));
  if (unknown.length > 0) throw new Problem(`There is no read model ${unknown.join(', ')}. There are: ${admin.names.join(', ')}.`);
  return names.length === 0 ? admin.names : [...new Set(names)];
}

/** Events per second. @throws Problem */
export function rateOf(text: string): number {
  const rate = Number(text);
  if (!Number.isInteger(rate) || rate < 1) throw new Problem('--max-rate: give a whole number of events per second, at least 1.');
  return rate;
}
