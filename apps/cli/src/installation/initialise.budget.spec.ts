import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must } from '../../../../test/support/command.js';

const base = mkdtempSync(join(tmpdir(), 'liaise-init-'));
chmodSync(base, 0o711);
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('liaise init', () => {
  it('takes less than ten seconds', async () => {
    const passphrase = join(base, 'passphrase');
    writeFileSync(passphrase, 'a passphrase\n', { mode: 0o600 });
    const begin = performance.now();
    await must([
      ...['init', '--json', '--state', 'XA', '--dir', join(base, 'xa')],
      ...['--passphrase-file', passphrase],
      ...['--authority', 'border-police=Border Police', '--authority', 'coast-guard=Coast Guard'],
      ...['--new-registrar', 'm.horvat', '--new-registrar', 'i.kovac'],
      ...['--http-port', '18443', '--border-listen', '127.0.0.1:17422'],
    ]);
    expect(performance.now() - begin).toBeLessThan(10_000);
  });
});
