import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Figures } from '../../application/ports/figures.ts';

const requestSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const appendSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 25];

/** One value of a gauge, with the labels that tell it from the others. */
export interface Reading {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The figures of one program in the text format of Prometheus, with those of the process itself (memory, event loop, garbage). */
export class PrometheusFigures implements Figures {
  readonly #registry = new Registry();
  readonly #requests = new Histogram({
    name: 'colophon_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer; long polls last as long as they wait',
    labelNames: ['operation', 'method', 'status'],
    buckets: requestSeconds,
    registers: [this.#registry],
  });
  readonly #appends = new Histogram({
    name: 'colophon_append_duration_seconds',
    help: 'Time of an append to the log, by outcome: taken, refused by a rule, or the store was away',
    labelNames: ['outcome'],
    buckets: appendSeconds,
    registers: [this.#registry],
  });
  readonly #events = new Counter({
    name: 'colophon_appended_events_total',
    help: 'Events that this program has appended to the log, those among them that it had appended before',
    registers: [this.#registry],
  });
  readonly #unread = new Counter({
    name: 'colophon_unread_figures_total',
    help: 'Figures that could not be read when they were asked for',
    labelNames: ['figure'],
    registers: [this.#registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  request({ operation, method, status, seconds }: Parameters<Figures['request']>[0]): void {
    this.#requests.observe({ operation, method, status: String(status) }, seconds);
  }

  append({ outcome, events, seconds }: Parameters<Figures['append']>[0]): void {
    this.#appends.observe({ outcome }, seconds);
    this.#events.inc(events);
  }

  /** A figure that is read when it is asked for. One that cannot be read is left out, so that nobody takes an old one for true. */
  gauge(name: string, help: string, labelNames: readonly string[], read: () => Promise<readonly Reading[]>): void {
    const unread = this.#unread;
    unread.inc({ figure: name }, 0);
    new Gauge({
      name,
      help,
      labelNames,
      registers: [this.#registry],
      async collect() {
        this.reset();
        try {
          for (const { labels = {}, value } of await read()) this.set(labels, value);
        } catch {
          unread.inc({ figure: name });
        }
      },
    });
  }
}
