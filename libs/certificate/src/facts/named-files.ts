import { names } from '#package';

const lists: readonly string[] = [
  ...[names.record, names.index, names.checkpoint, names.sha512, names.seal],
];

export const isNamed = (name: string): boolean =>
  name.startsWith('data/messages/') || lists.includes(name);
