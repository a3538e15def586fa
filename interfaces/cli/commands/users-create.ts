import type { Command } from 'commander';
import { localFarmId } from '../../../infrastructure/container/local-agent.ts';
import { tokens } from '../../../infrastructure/container/tokens.ts';
import { EmailTaken } from '../../../application/ports/identity/people.ts';
import { printJson, printLine } from '../output/print.ts';
import { withProgram } from '../output/with-program.ts';
import { Problem } from '../problem.ts';

interface Options {
  readonly email: string;
  readonly name?: string;
  readonly password?: string;
  readonly admin: boolean;
  readonly json: boolean;
}

const by = 'command line';
const looksLikeAnAddress = /^[^\s@]+@[^\s@]+$/;

/** `colophon users create`: a user and its token; works whether or not the server runs. */
export const createUser = (users: Command): Command =>
  users
    .command('create')
    .description('make a user and show the token by which it is known')
    .requiredOption('--email <address>', 'address, unique among the users')
    .option('--name <text>', 'name shown to others (default: what stands before the @)')
    .option('--password <text>', 'for signing in with the address; without one only the token opens')
    .option('--admin', 'may do everything', false)
    .option('--json', 'print one JSON object {"id", "email", "token"}', false)
    .action(async (options: Options) => {
      if (!looksLikeAnAddress.test(options.email))
        throw new Problem(`--email: "${options.email}" is no address. Give one like you@example.org.`);
      if (options.name?.trim() === '') throw new Problem('--name: say what others are shown, or leave it out.');
      if (options.password === '') throw new Problem('--password: it may not be empty. Leave it out where the token alone is to open.');
      const person = await withProgram(
        async ({ container }) => {
          const { people, memberships, tokens: derived } = container.get(tokens.identity);
          const { email, name = email.split('@')[0] ?? email, password = null, admin } = options;
          const made = await people.create({ email, displayName: name, password, admin }, by).catch((error: unknown) => {
            throw error instanceof EmailTaken ? new Problem(`--email: ${error.message}`) : error;
          });
          await memberships.grant(made.id, { kind: 'farm', id: localFarmId }, 'guest', by);
          return { id: made.id, email: made.email, token: await derived.userToken(made.id) };
        },
        { mayBegin: true },
      );
      if (options.json) printJson(person);
      else printLine(`User ${person.id}, ${person.email}\nToken ${person.token}`);
    });
