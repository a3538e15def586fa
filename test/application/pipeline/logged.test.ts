import { test } from 'tap';
import { system } from '../../../domain/kernel/event.ts';
import type { Actor, Recorded } from '../../../domain/kernel/event.ts';
import { naturalId } from '../../../domain/kernel/ids.ts';
import { handOverMail } from '../../../domain/mail/hand-over.ts';
import { queueTask } from '../../../domain/task/queue.ts';
import { command, type CommandBus } from '../../../application/pipeline/command.ts';
import { logged } from '../../../application/pipeline/logged.ts';
import { sendAs } from '../../../application/reactors/send.ts';
import { ProcessBench } from '../../support/process-bench.ts';
import { quiet } from '../../support/quiet.ts';
import { SteppingClock } from '../../support/stepping-clock.ts';
import * as a from '../../support/tasks.ts';

const tookMs = 1234;

/** A process of which a person has created everything, and a bus whose lines are kept. */
async function scene() {
  const bench = await ProcessBench.create();
  const lines: { level: string; message: string; [detail: string]: unknown }[] = [];
  const keep = (level: string) => (details: object, message: string) => void lines.push({ level, message, ...details });
  const clock = new SteppingClock();
  /** Every command takes so long. */
  const pipeline: CommandBus = {
    execute(...asked) {
      clock.advance(tookMs);
      return bench.pipeline.execute(...asked);
    },
  };
  const bus = logged(pipeline, { ...quiet, debug: keep('debug'), info: keep('info') }, clock);
  const { events } = await bench.start(1, bus);
  await bench.happens(`task-${a.taskId}`, a.created());
  return { bench, bus, lines, started: events[0] as Recorded };
}

/** Of a mail that nobody has asked for: refused. */
const mailId = naturalId('mail');
const handOver = { messageId: '<m@x>' };

test('given a reactor whose command is carried out, then a line for those who look closely says what, why and for whom', async (t) => {
  const { bus, lines, started } = await scene();
  const { events } = await sendAs('process-manager', bus)(command(queueTask, a.taskId, {}), started);
  t.equal(lines.length, 1);
  t.strictSame(lines[0], {
    level: 'debug',
    message: 'command',
    correlation_id: started.metadata.correlationId,
    command_id: events[0]?.metadata.commandId,
    causation_id: started.id,
    actor: 'system process-manager',
    command: 'QueueTask',
    target: `task-${a.taskId}`,
    ms: tookMs,
    events: 1,
  });
});

test('given a command of its own that is refused, then everybody sees the line, with the reasons', async (t) => {
  const { bench, bus, lines } = await scene();
  await bench.send(handOverMail, mailId, handOver, system('mailer'), bus);
  t.match(lines, [
    { level: 'info', message: 'command refused', actor: 'system mailer', command: 'HandOverMail', target: `mail-${mailId}` },
  ]);
  t.strictSame(lines[0]?.['refused'], ['state_forbidden']);
  t.equal(lines[0]?.correlation_id, lines[0]?.command_id, 'nobody asked for it');
});

test('given commands of people and agents, then they have no line: their requests have one', async (t) => {
  const { bench, bus, lines } = await scene();
  const agent: Actor = { kind: 'agent', id: a.agentId };
  t.equal((await bench.send(handOverMail, mailId, handOver, agent, bus)).refusals.length, 1);
  t.same(lines, []);
});

test('given a command that cannot be carried out, then its sender hears of it', async (t) => {
  const { bench, bus, lines } = await scene();
  bench.store.append = async () => {
    throw new Error('the disk is full');
  };
  await t.rejects(
    sendAs('mailer', bus)(command(queueTask, a.taskId, {}), { ...(await bench.events())[0]!, id: naturalId('cause') }),
    /disk/,
  );
  t.same(lines, []);
});
