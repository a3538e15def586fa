import { activityLine, estimateLine, stateWord, waitingLine } from './lines.ts';
import type { Progress } from './progress.ts';
import type { View } from './view.ts';

/** A line for each thing that has changed: for logs, pipes and people who read by ear. */
export class PlainView implements View {
  readonly #write: (line: string) => void;
  #shown = new Map<string, string>();

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  show(progress: Progress): void {
    for (const { task, done, total } of progress.tasks)
      this.#say(task.id, `${task.slug}: ${stateWord(task.state)}${total === null ? '' : ` (${done} of ${total})`}`);
    this.#say('activities', activityLine(progress));
    this.#say('estimate', estimateLine(progress));
    if (progress.waiting.length > 0) this.#say('waiting', waitingLine(progress));
  }

  end(): void {
    this.#shown = new Map();
  }

  #say(about: string, line: string): void {
    if (this.#shown.get(about) === line) return;
    this.#shown.set(about, line);
    this.#write(line);
  }
}
