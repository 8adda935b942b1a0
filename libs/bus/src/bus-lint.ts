import { phrase, type Detail } from '#kernel';
import { blocks, get, lintConfig } from '#broker';

export const lintBusConfig = (text: string): readonly Detail[] =>
  lintConfig(text, false, (root, report) => {
    for (const key of ['jetstream', 'leafnodes', 'http'])
      report.need(get(root, key) === undefined, phrase`${key}: not on the bus`);
    for (const { path, value } of blocks(root))
      report.need(path === '' || get(value, 'jetstream') === undefined, `${path}: jetstream`);
  });
