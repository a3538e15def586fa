import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import { activityLine, estimateLine, stateWord, waitingLine } from './lines.ts';
import type { Progress } from './progress.ts';
import type { View } from './view.ts';

/** One bar per task, and lines below: the elements by state, when it will be done, why tasks wait. */
export class BarView implements View {
  readonly #bars: MultiBar;
  readonly #tasks = new Map<string, SingleBar>();
  #footer: readonly [SingleBar, SingleBar, SingleBar] | null = null;

  constructor(stream: NodeJS.WriteStream) {
    this.#bars = new MultiBar(
      {
        stream,
        format: ' {slug} {bar} {figure} {state}',
        hideCursor: true,
        linewrap: false,
        barsize: 30,
        emptyOnZero: true,
        forceRedraw: true,
      },
      Presets.shades_classic,
    );
  }

  show(progress: Progress): void {
    const width = Math.max(0, ...progress.tasks.map(({ task }) => task.slug.length));
    for (const { task, done, total } of progress.tasks) {
      const bar = this.#bar(task.id);
      bar.setTotal(total ?? 1);
      const figure = total === null ? '' : `${done}/${total}`;
      bar.update(done, { slug: task.slug.padEnd(width), figure: figure.padStart(7), state: stateWord(task.state) });
    }
    if (progress.tasks.length === 0) return;
    this.#footer ??= [this.#line(), this.#line(), this.#line()];
    this.#footer[0].update(0, { text: activityLine(progress) });
    this.#footer[1].update(0, { text: estimateLine(progress) });
    this.#footer[2].update(0, { text: waitingLine(progress) });
  }

  end(): void {
    this.#bars.update();
    this.#bars.stop();
  }

  #bar(id: string): SingleBar {
    const known = this.#tasks.get(id);
    if (known) return known;
    const bar = this.#bars.create(1, 0, { slug: '', figure: '', state: '' });
    this.#tasks.set(id, bar);
    return bar;
  }

  #line(): SingleBar {
    return this.#bars.create(1, 0, { text: '' }, { format: ' {text}' });
  }
}
