export const deskQuestions = [
  'the newest',
  'open, the newest',
  'a page further back',
  'by time left',
  'unclaimed, by time left',
  'in hand',
  'late, or late within a day',
  'search for a reference',
  'search for a plate',
  'search for a name',
  'search for a word of a district',
  'search for a word that stands everywhere',
  'search for a word of what may not be read',
  'search for that and a name',
  'search for what is nowhere',
] as const;
export type DeskQuestion = (typeof deskQuestions)[number];

export const p95 = (question: DeskQuestion): string => `${question}, p95`;
