import { page } from '../page.ts';

export const mapRoom = page(
  'map-room',
  'What Is Kept in the Map Room',
  'The map room lies under the roof, because charts dislike the damp, and readers who truly need them do not mind the stairs. There are sixty drawers of oak, each as wide as a table, and they open without a sound, for the joiner rubbed the runners with candle wax and forbade the use of oil. On the shelf beside the door lie the weights, little bags of lead shot sewn into green cloth.',
  'Among the oldest sheets is a survey of the marshes, drawn on three skins of parchment. The surveyor paced the dykes himself and noted every gate, every willow, and the places where his dog refused to go on. Some of those places have since been drained and built over, and the cellars there are wet in a way that no mason is able to explain.',
  'Visitors often ask for the map of the island that was never found again. We bring it gladly. The coast is drawn with great assurance, there are soundings all around it, and in the bay a small anchor shows where the ship lay for eleven nights. Only the corner with the scale and the latitude is missing; it was torn away so neatly that one might believe it had been done with a ruler.',
);
