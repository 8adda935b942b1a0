import { parseSha256 } from '#kernel';
import { AttachmentReader, ObjectReceiver, type ChunkRun } from '#objects';
import { openStore } from '../support/objects.js';

// Process that receives one object from another store until complete or killed. Arguments: sender's folder, receiver's
// folder, root. Prints a line before each batch.
const [fromDirectory = '', toDirectory = '', name = ''] = process.argv.slice(2);
const root = parseSha256(name);
const reader = new AttachmentReader(await openStore(fromDirectory));
const receiver = new ObjectReceiver(await openStore(toDirectory));
const first = await reader.readChunk(root, 0);
await receiver.expect(root, first.chunks, first.ciphertextSize);

const indexesOf = (runs: ChunkRun[]): number[] =>
  runs.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at));

for (;;) {
  const missing = indexesOf(await receiver.missing(root));
  if (missing.length === 0) break;
  const picked = Array.from(
    { length: 1 + Math.floor(Math.random() * 4) },
    () => missing[Math.floor(Math.random() * missing.length)] ?? 0,
  );
  const chunks = await Promise.all(picked.map((index) => reader.readChunk(root, index)));
  process.stdout.write(`batch of ${chunks.length}\n`);
  await receiver.acceptChunks(chunks.map((chunk) => ({ root, ...chunk })));
}
process.stdout.write('complete\n');
