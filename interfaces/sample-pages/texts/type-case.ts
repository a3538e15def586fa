import { page } from '../page.ts';

export const typeCase = page(
  'type-case',
  'A Lesson at the Type Case',
  'Stand where the light falls over your left shoulder, and keep your feet still. The case in front of you has more boxes than a beehive, and the largest of them holds the letter that you will need most. Learn the boxes as you would learn the keys of a spinet, until the hand goes out by itself and the eye is free to remain upon the copy.',
  'Take each letter with the nick away from your thumb, set it in the stick, and read the line upside down from left to right, for that is how it lies. A line that is too short is filled with thin spaces between the words; a line that is too long must lose one of its own, and it is better to ask the author than to cut his adjectives without leave.',
  'Above all, throw nothing back in haste. A letter dropped into the wrong box is a lie that waits. It may wait for a week or for a winter, and then it will stand up in the middle of a sermon, or in the name of the mayor, and everybody will laugh except the two of us. Whoever distributes his type slowly may go home early on Saturday.',
);
