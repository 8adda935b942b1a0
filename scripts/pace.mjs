// Measures the pace of this machine while others work on it: messages of 4 KiB that OpenPGP.js signs and encrypts per second of
// CPU time, looked at each 20 seconds. Prints the mean once its input ends.
import { setTimeout as wait } from 'node:timers/promises';
import { createMessage, encrypt, generateKey } from 'openpgp';

const everyMs = 20_000;
const messages = 60;

const { privateKey } = await generateKey({
  ...{ type: 'ecc', curve: 'curve25519Legacy' },
  userIDs: [{ name: 'pace' }],
  format: 'object',
});
const [encryptionKeys, signingKeys] = [privateKey.toPublic(), privateKey];
const binary = Buffer.alloc(4_096, 7);

async function look() {
  const before = process.cpuUsage();
  for (let n = 0; n < messages; n += 1)
    await encrypt({
      ...{ message: await createMessage({ binary }), format: 'binary' },
      ...{ encryptionKeys, signingKeys },
    });
  const { user, system } = process.cpuUsage(before);
  return (messages * 1e6) / (user + system);
}

const ended = new AbortController();
process.stdin.once('end', () => ended.abort()).resume();
// The first is slow: its code is not compiled yet.
await look();
const paces = [await look()];
while (!ended.signal.aborted) {
  await wait(everyMs, undefined, ended).catch(() => undefined);
  paces.push(await look());
}
console.log(Math.round(paces.reduce((sum, pace) => sum + pace) / paces.length));
