// Keeps beside every recorded log what the program of today makes of it: node test/released-logs/keep-figures.ts
//
// Wanted after a new log, and after a fold was changed on purpose. What it changes in the files is what people will see change in the rows
// that they have, so it is to be looked at, column by column, before it is committed.
import { writeFileSync } from 'node:fs';
import { figuresFile, figuresOf } from './figures.ts';
import { Ending } from './scene.ts';
import { recordedLogs, written } from './written.ts';

for (const file of recordedLogs) {
  const ending = new Ending();
  try {
    const { pool, rebuilt } = await written(ending, file);
    await rebuilt();
    writeFileSync(figuresFile(file), `${JSON.stringify(await figuresOf(pool), null, 2)}\n`);
  } finally {
    await ending.end();
  }
}
process.exit();
