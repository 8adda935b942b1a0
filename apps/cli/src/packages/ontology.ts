import { join } from 'node:path';
import { readShapes } from '#provenance';
import { repository } from '#runner';
import { namesIn, readText } from '../installation/files.js';

const folder = join(repository, 'libs/provenance/ontology');

export async function readOntology(): Promise<ReturnType<typeof readShapes>> {
  const names = (await namesIn(folder)).filter((name) => name.endsWith('.ttl')).sort();
  return readShapes(await Promise.all(names.map((name) => readText(join(folder, name)))));
}
