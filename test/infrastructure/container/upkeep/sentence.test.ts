import { test } from 'tap';
import { CopyDiffers, NoBeginning } from '../../../../application/log/copy/copy-log.ts';
import { CopyInUse, ForeignPositions, SameLog } from '../../../../infrastructure/container/copy-installed-log.ts';
import { UnusableLog } from '../../../../infrastructure/container/errors.ts';
import { copySentence } from '../../../../infrastructure/container/log-tools/copy-sentence.ts';
import { sentenceOf } from '../../../../infrastructure/container/upkeep/sentence.ts';

const difference = { number: 3, from: null, to: null };
const failures = [
  [new SameLog(), /^"to": this is the log that is to be copied/],
  [new CopyInUse(), /^"to": a server works on this database/],
  [new ForeignPositions(), /^this installation: the reactors .* COLOPHON_DATABASE_URL/],
  [new NoBeginning(difference), /^"to": .* part at event 3: this installation holds no more, "to" no more\. Name an empty event store/],
  [new CopyDiffers(difference), /Another program wrote to "to" meanwhile/],
] as const;

test('what keeps a log from being copied is told in the sentence of the command line, with the names that the asker knows', async (t) => {
  for (const [error, sentence] of failures) {
    const told = sentenceOf(error, []);
    t.match(told, sentence);
    const typed = copySentence(error, { from: '--from', to: '--to' });
    t.equal(typed?.replaceAll('--from', 'this installation').replaceAll('--to', '"to"'), told);
  }
});

test('what cannot be opened is told by its field, without its password; a defect is not told', async (t) => {
  const url = 'esdb://ops:dontsayit@log:2113';
  t.equal(sentenceOf(new UnusableLog(url, 'it says dontsayit.'), [url]), '"to": esdb://ops:********@log:2113: it says ********.');
  t.equal(sentenceOf(new TypeError('a defect'), [url]), null);
});
