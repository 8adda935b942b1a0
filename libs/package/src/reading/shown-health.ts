import { type Files, names } from '../container/layout.js';
import { type HealthEntry, readHealth } from '../contents/health-file.js';
import { leafIn, type ShownEvent } from './shown-event.js';

export interface ShownHealth
  extends
    Pick<ShownEvent, 'index' | 'where' | 'read' | 'said'>,
    Pick<HealthEntry, 'leaf' | 'proof'> {}

const typ = 'system.health';

function shown({ index, leaf, proof }: HealthEntry): ShownHealth {
  const found = leafIn(leaf, index);
  const isHealth = found?.read.typ === typ;
  const read = isHealth ? found.read : undefined;
  return { index, leaf, proof, where: names.health, read, said: isHealth ? found.said : undefined };
}

export function shownHealth(files: Files): readonly ShownHealth[] | null | undefined {
  const file = files.get(names.health);
  return file === undefined ? null : readHealth(file)?.map(shown);
}
