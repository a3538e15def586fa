import { SmtpCatcher } from '../../support/smtp-catcher.ts';
import type { Rest } from './rest.ts';
import { draft, finished, type Process } from './processes.ts';
import { Server } from './server.ts';
import { pageNames, project, publish, type PublishedWorker } from './workshop.ts';

interface Scope {
  teardown(end: () => void | Promise<void>): void;
}

export interface MailingServer {
  readonly server: Server;
  readonly rest: Rest;
  readonly catcher: SmtpCatcher;
  readonly good: PublishedWorker;
  readonly bad: PublishedWorker;
  /** A process of one worker that has ended. */
  ended(worker?: PublishedWorker): Promise<Process>;
}

/** A server that hands its mails to a mail server of the test; Ada's processes end well or badly, as their workers do. */
export async function mailingServer(t: Scope): Promise<MailingServer> {
  const catcher = await SmtpCatcher.start(t);
  const server = await Server.start(t, {
    COLOPHON_LOG_LEVEL: 'debug',
    COLOPHON_MAIL_URL: catcher.url,
    COLOPHON_MAIL_FROM: 'Colophon <colophon@example.org>',
    COLOPHON_PUBLIC_URL: 'https://colophon.example.org',
  });
  const rest = await server.user('ada@example.org', '--admin');
  const good = await publish(rest, 'good', ['true']);
  const bad = await publish(rest, 'bad', ['false']);
  const ended = async (worker = good): Promise<Process> => {
    const { id: corpus } = await project(rest, pageNames(1));
    const { id } = await draft(rest, corpus, [{ worker }]);
    await rest.post(`/process/${id}/start/`, { chunks: 1 });
    return finished(rest, id);
  };
  return { server, rest, catcher, good, bad, ended };
}
