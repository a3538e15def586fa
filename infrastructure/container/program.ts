import { fileURLToPath } from 'node:url';
import type { Container } from 'inversify';
import type { Logger } from '../../application/ports/logger.ts';
import type { Service } from '../../application/ports/service.ts';
import { migrate, NewerDatabase } from '../database/migrate.ts';
import type { Settings } from '../settings.ts';
import { dataFolderOf } from './data-folder.ts';
import { DatabaseGuard } from './database-guard.ts';
import { chosenLog } from './log-product.ts';
import { assertOwnSessions, missingIn, openDatabase, UnusableDatabase, type OpenedDatabase } from './open-database.ts';
import type { Role } from './role.ts';
import { tokens } from './tokens.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Colophon as one program.
 *
 *   open()  ──► database there and migrated, everything bound, nothing runs (the command line works from here)
 *   serve() ──► the rest bound; read models, board, steps, leader, HTTP, local agent, in this order, as far as the role has them
 *   close() ──► the other way round
 */
export class Program {
  readonly container: Container;
  readonly dataFolder: string;
  readonly database: OpenedDatabase;
  readonly #running: Service[] = [];

  private constructor(container: Container, dataFolder: string, database: OpenedDatabase) {
    this.container = container;
    this.dataFolder = dataFolder;
    this.database = database;
  }

  /** The folder in which an installation was expected and is not; null where `open` finds one. */
  static missingIn(settings: Settings): string | null {
    return missingIn(settings, project);
  }

  /**
   * @param toServe loads what `serve` needs as well, while the database starts
   * @throws UnusableEventStore, EmbeddedPostgresError, UnusableDataFolder, UnusableDatabase, NewerDatabase
   */
  static async open(settings: Settings, log: Logger, { toServe = false } = {}): Promise<Program> {
    const choice = await chosenLog(settings);
    const dataFolder = dataFolderOf(settings);
    // Loading the rest takes about as long as the database takes to start: they go side by side.
    const [database, { assemble }] = await Promise.all([
      openDatabase(settings, project, log),
      import('./assembly.ts'),
      toServe ? import('./serving.ts') : null,
    ]);
    const container = assemble({ settings, dataFolder, address: database.address, choice, log });
    const program = new Program(container, dataFolder, database);
    try {
      await migrate(container.get(tokens.pool));
    } catch (error) {
      await program.close();
      throw database.home !== null || error instanceof NewerDatabase ? error : new UnusableDatabase(error as Error);
    }
    return program;
  }

  /** Resolves with the address once everything works. @throws LentSessions, UnusableEventStore, AnotherLog, the error of `listen` when the port is taken */
  async serve(role: Role = 'all'): Promise<string> {
    const { dispatchModule, figuresModule, httpServerOf, LocalAgent, servicesOf, upkeepModule } = await import('./serving.ts');
    this.container.load(figuresModule, dispatchModule, upkeepModule(this.container, Program.open));
    const http = httpServerOf(role, this.container);
    const { pool, clock, log, settings } = tokens;
    await assertOwnSessions(this.database, this.container.get(pool));
    await this.#run(new DatabaseGuard(this.container.get(pool), this.database, this.container.get(clock), this.container.get(log)));
    await this.container.get(tokens.logProduct).ready();
    await this.container.get(tokens.store).head(); // is it the log that this installation knows? Asked before anything leads
    for (const service of servicesOf(role, this.container)) await this.#run(service);
    await this.#run(http);
    if (role === 'all' && this.container.get(settings).localAgent) await this.#run(new LocalAgent(this.container, http.url));
    return http.url;
  }

  async close(): Promise<void> {
    for (const service of this.#running.splice(0).reverse()) await service.stop();
    await this.container.get(tokens.logProduct).close();
    await this.container.get(tokens.queue).close();
    await Promise.all([tokens.keeperPool, tokens.projectorPool, tokens.pool].map((pool) => this.container.get(pool).end()));
    await this.database.close();
  }

  async #run(service: Service): Promise<void> {
    this.#running.push(service);
    await service.start();
  }
}
