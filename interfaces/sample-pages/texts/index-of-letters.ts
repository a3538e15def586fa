import { page } from '../page.ts';

export const indexOfLetters = page(
  'index-of-letters',
  'How the Letters Were Put in Order',
  'The correspondence of the house of Merrow came to us in nine sea chests and a cradle. It had been packed in a hurry by people who loved each other and were leaving. There were bills among the love letters and recipes among the bills; a lock of hair lay in a treaty, and a treaty had been used to wrap a spoon. For the whole of the first winter we did nothing but unfold.',
  'Then it was debated how they should be arranged. One of us wished to follow the years, another the writers, and the youngest proposed to leave everything as it was found, since that, she said, was also a kind of letter. We laughed at her, and in the end we did all three: the sheets lie by the year, the index follows the writers, and a long narrow ledger tells for each of them which chest it came out of and what was its neighbour.',
  'It is the ledger that is asked for most. Scholars have learned from it that the quarrel about the vineyard was settled before the wedding and not after, because both papers had taken the same stain from the same cup. The youngest of us is now the eldest, and when beginners ask her for a rule, she tells them to throw away no order before they know who made it.',
);
