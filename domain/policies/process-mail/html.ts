import type { TaskState } from '../../task/states.ts';
import type { ProcessMailFacts } from './facts.ts';
import { listed } from './listed.ts';
import { addressOf, errorsText, factsOf, sentenceOf } from './words.ts';

/** A state's colour, never without its word. */
const states: Readonly<Record<TaskState, readonly [colour: string, word: string]>> = {
  unscheduled: ['#909090', 'Unscheduled'],
  pending: ['#ffdd57', 'Pending'],
  stopping: ['#ffdd57', 'Stopping'],
  running: ['#158cba', 'Running'],
  completed: ['#28b62c', 'Completed'],
  failed: ['#ff4136', 'Task error'],
  error: ['#ff4136', 'System error'],
  stopped: ['#ff4136', 'Stopped'],
};

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

const cell = 'padding:4px 12px 4px 0;text-align:left;vertical-align:top';
const dark = 'padding:4px 12px;color:#ffffff';
const light = 'padding:4px 12px;color:#222222';
const button = 'display:inline-block;padding:10px 18px;background:#158cba;color:#ffffff;text-decoration:none;border-radius:4px';

const row = ([name, value]: readonly [string, string]): string =>
  `<tr><th style="${cell}">${escaped(name)}</th><td style="${cell}">${escaped(value)}</td></tr>`;

function taskRow(slug: string, state: TaskState): string {
  const [colour, word] = states[state];
  const style = colour === '#ffdd57' ? light : dark;
  return `<tr><td style="${cell}">${escaped(slug)}</td><td style="${style};background:${colour}">${word}</td></tr>`;
}

/** The part for eyes: nothing but text, tables and one link; nothing is loaded from anywhere. */
export function htmlOf(facts: ProcessMailFacts): string {
  const { lines, more } = listed(facts.tasks);
  const errors = errorsText(facts);
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"></head>',
    '<body style="font-family:sans-serif;color:#222222">',
    `<h1 style="font-size:20px">${escaped(sentenceOf(facts))}</h1>`,
    `<table style="border-collapse:collapse">${factsOf(facts).map(row).join('')}</table>`,
    ...(lines.length === 0
      ? []
      : [
          `<table style="border-collapse:collapse;margin-top:16px">${lines.map(({ slug, state }) => taskRow(slug, state)).join('\n')}</table>`,
        ]),
    ...(more === null ? [] : [`<p>${escaped(more)}</p>`]),
    ...(errors === null ? [] : [`<p>${escaped(errors)}</p>`]),
    `<p style="margin-top:24px"><a href="${escaped(addressOf(facts))}" style="${button}">Open the process</a></p>`,
    '</body></html>',
    '',
  ].join('\n');
}
