import { page } from '../page.ts';

export const nightWatch = page(
  'night-watch',
  'Orders for the Night Watch',
  'The watch begins when the lamps are lit and ends when the baker opens his shutters. Two men go together, one with the lantern and one with the horn, and they change about at the fish market so that neither shall grow proud. They walk by the wall as far as the chapel, by the river as far as the tannery, and home through the lanes, trying every door that belongs to a shop.',
  'If they smell smoke, they shall first look and then blow, for the town has been roused three times by a man who was curing hams. If they meet a stranger, they shall bid him good evening and ask him where he sleeps; should he have no answer, they are to bring him to the kitchen of the guildhall, where there is always soup, and write his name upon the slate.',
  'At every full hour they shall call the time and the weather, but softly before the house of the midwife, who has little enough rest. What they have found they report in the morning to the secretary. He enters it in the daybook as it was spoken, without improving it, and he reads it back to them; for it has been shown that men who hear their own words again remember the better half of the story.',
);
