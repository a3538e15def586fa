import { draft, finished } from '../../e2e/support/processes.ts';
import { until } from '../../e2e/support/until.ts';
import { pageNames, project, publish } from '../../e2e/support/workshop.ts';
import { answeredWith, type Made, type Scene } from '../scene.ts';

const minutesMs = 60_000;

/** Mails that are refused for good and then sent after all, or given up; and one whose process is deleted while it waits. */
export async function mails({ ada, catcher }: Scene): Promise<void> {
  const worker = await publish(ada, 'mailed', ['true']);
  const { id: corpus } = await project(ada, pageNames(1));
  const ended = async (): Promise<string> => {
    const { id } = await draft(ada, corpus, [{ worker }]);
    await ada.post(`/process/${id}/start/`);
    await finished(ada, id);
    return id;
  };
  const parked = async (): Promise<string> => {
    const jobs = await until('a mail is parked', async () => {
      const rows = await ada.all<Made>('/colophon/parked/');
      return rows.length > 0 && rows;
    });
    return jobs[0]?.id ?? '';
  };
  const mailIs = (state: string, withinMs?: number): Promise<unknown> =>
    until(`the newest mail is ${state}`, async () => (await ada.all<{ state: string }>('/colophon/mails/'))[0]?.state === state, withinMs);

  catcher.answers.RCPT = '550 no such user';
  await ended();
  const first = await parked();
  delete catcher.answers.RCPT;
  await ada.post(`/colophon/parked/${first}/replay/`);
  await mailIs('sent');

  catcher.answers.RCPT = '550 no such user';
  await ended();
  await ada.post(`/colophon/parked/${await parked()}/discard/`, { reason: 'The address is wrong.' });
  await mailIs('discarded');

  catcher.answers.RCPT = '450 not now';
  const deleted = await ended();
  await mailIs('waiting');
  await answeredWith(ada, 204, 'DELETE', `/process/${deleted}/`);
  await mailIs('suppressed', 3 * minutesMs);
  delete catcher.answers.RCPT;
}
