import { page } from '../page.ts';

export const paperMill = page(
  'paper-mill',
  'Of the Mill at Underbrook',
  'The water of the brook is soft and brown, and it gives the paper a warmth that no bleaching has ever taken away. Rags came to the mill by cart in autumn: sailcloth from the yards, worn sheets from the hospital, now and then a wedding shirt with the buttons cut off. The women of the sorting loft could tell by touch which parish a bundle had come from, and they priced it before it was untied.',
  'From the stampers the pulp went into the great vat, where it was kept moving with a pole as tall as a man. The vatman dipped his mould, lifted it level, and gave it the four quick shakes that lock the fibres across each other. He made some nine sheets in the time that it takes to say a psalm, and he said the psalm aloud, so that the coucher beside him should keep the pace.',
  'Hold a leaf of it against the window. You will see the lines of the wires, close and even, and in the middle a heron standing on one leg. If the leg is the left one, your sheet was made before the flood; the mould that was carved afterwards has the bird the other way about, for the carver was careful and copied what he saw.',
);
