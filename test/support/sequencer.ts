import { readFileSync } from 'node:fs';
import { HeadFile } from '#journal';
import { SequenceJournal } from '#journey/03-sequence';
import { type Connection, Store } from '#store';
import { logSigner } from './custody-log.js';

// Process that sequences the custody log until killed. Arguments: file with the connection, head file.
const [connectionFile = '', headPath = ''] = process.argv.slice(2);
const connection = JSON.parse(readFileSync(connectionFile, 'utf8')) as Connection;
const store = new Store({ ...connection, poolSize: 2, service: 'audit' });
await store.open();
const head = new HeadFile(headPath, logSigner.verifier);
const step = new SequenceJournal(store, head, logSigner, () => undefined);
process.stdout.write('ready\n');
for (;;) {
  const more = await step.run().catch((error: unknown) => {
    // The database may still hold the killed process's lock; any other error ends the test.
    if ((error as { code?: string }).code !== 'LOG_BUSY') throw error;
    return false;
  });
  if (!more) await new Promise((done) => setTimeout(done, 1));
}
