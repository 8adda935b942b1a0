import { blocks, get, lintConfig } from '#broker';

export const lintBusConfig = (text: string): readonly string[] =>
  lintConfig(text, false, (root, report) => {
    for (const key of ['jetstream', 'leafnodes', 'http'])
      report.need(get(root, key) === undefined, `${key}: not on the bus`);
    for (const { path, value } of blocks(root))
      report.need(path === '' || get(value, 'jetstream') === undefined, `${path}: jetstream`);
  });
