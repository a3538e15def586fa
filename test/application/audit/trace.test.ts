import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { commandsIn, holds, treesOf, type TracedCommand } from '../../../application/audit/trace.ts';
import type { KeptRefusal } from '../../../application/ports/refused-commands.ts';
import { system, type Recorded } from '../../../domain/kernel/event.ts';
import { refusal } from './bundle-bench.ts';

const noon = Date.UTC(2026, 0, 1, 12);
let position = 0;

const event = (id: string, commandId: string, causationId: string | null = null): Recorded => ({
  id,
  type: `Type of ${id}`,
  data: {},
  version: 1,
  stream: 'task-1',
  revision: 0,
  position: BigInt((position += 1)),
  time: new Date(noon + position),
  metadata: { commandId, correlationId: 'correlation', causationId, actor: system('test') },
});
const refused = (commandId: string, causationId: string | null, over: Partial<KeptRefusal> = {}): KeptRefusal => ({
  ...refusal,
  commandId,
  causationId,
  time: new Date(noon + 1000),
  ...over,
});

/** `command(event(command …) …)`, refused ones with `!`. */
const drawn = ({ id, refused: codes, events }: TracedCommand): string =>
  `${id}${codes.length > 0 ? '!' : ''}(${events.map(({ recorded, caused }) => `${recorded.id}(${caused.map(drawn).join(' ')})`).join(' ')})`;

test('commands hang under the events that caused them, at any depth, in the order of time', async () => {
  const trees = treesOf(
    [event('e1', 'start'), event('e2', 'start'), event('e3', 'plan', 'e1'), event('e4', 'plan 2', 'e1'), event('e5', 'queue', 'e3')],
    [refused('late', 'e3')],
  );
  assert.deepEqual(trees.map(drawn), ['start(e1(plan(e3(queue(e5()) late!())) plan 2(e4())) e2())']);
  assert.equal(commandsIn(trees[0]!).length, 5);
  for (const id of ['start', 'e5', 'late', 'plan 2']) assert.ok(holds(trees[0]!, id), id);
  assert.ok(!holds(trees[0]!, 'another'));
});

test('a command whose cause lies elsewhere begins a tree of its own', async () => {
  const trees = treesOf([event('e1', 'first'), event('e2', 'second'), event('e3', 'third', 'of another correlation')], []);
  assert.deepEqual(trees.map(drawn), ['first(e1())', 'second(e2())', 'third(e3())']);
});

test('a refusal that was recorded as an event is one command with both', async () => {
  const trees = treesOf([event('e1', 'report')], [refused('report', null), refused('report', null)]);
  assert.deepEqual(trees.map(drawn), ['report!(e1())']);
});

test('a command without events has its name, its target and who asked', async () => {
  const [tree] = treesOf([], [refused('start', null)]);
  const { name, target, actor, time } = tree!;
  assert.deepEqual(
    { name, target, actor, time },
    { name: refusal.command, target: refusal.target, actor: refusal.actor, time: new Date(noon + 1000) },
  );
});
