import { page } from '../page.ts';

export const harbourRegisters = page(
  'harbour-registers',
  'The Registers of the Harbour',
  'Every vessel that passed the mole at Saltmere was written down twice: once by the pilot, who knew the tides and little of spelling, and once by the clerk of the weigh-house, who had a fair hand and had never been to sea. The two books were kept on opposite sides of the same street, and for ninety years nobody thought of laying them beside each other.',
  'When at last the new warden did so, she found that they seldom agreed. A brig that brought timber in the one brought herring in the other; a master drowned off the point in March came home in April with a cargo of tiles. The pilot had set down what he saw through rain, the clerk what he was told across a counter, and each had been content.',
  'She did not mend either of them. Instead she had a third book ruled, with a wide margin between two columns, and in that margin she wrote only such things as both could be made to swear to. It is a thin book, but the town has trusted it ever since, and the students who come to read it are asked to wash their hands and to leave their certainties at the door.',
);
