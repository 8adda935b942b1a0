import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exit } from 'node:process';
import { describeEvents } from './description/events.js';
import { GatewayError } from './errors.js';
import { createGateway } from './gateway.js';
import { describeApi } from './description/openapi.js';

// Writes the API description to the file named as argument, and that of its events beside it. Calls no
// service.
const [, , file] = process.argv;
const quiet = (): void => undefined;
const app = await createGateway({
  bus: { request: () => Promise.reject(new GatewayError('NOT_READY')) },
  tls: { key: '', cert: '' },
  origin: 'https://localhost',
  state: 'XA',
  limits: {
    attachmentBytes: 1,
    requestsPerMinute: 1,
    loginsPerMinute: 1,
    connectionsPerAddress: 8,
  },
  log: { info: quiet, warn: quiet, error: quiet },
});
if (file === undefined) exit(2);
const written = (document: object): string => `${JSON.stringify(document, undefined, 2)}\n`;
const described = describeApi(app);
writeFileSync(file, written(described));
writeFileSync(join(file, '../asyncapi.json'), written(describeEvents(described)));
await app.close();
