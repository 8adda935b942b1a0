import { Gpg, Sq } from '../support/openpgp-tools.js';
import { processCpu } from './cpu.js';
import type { Party } from './crypto-party.js';
import { agentOf } from './mail/correspondents.js';

const same = (found: Uint8Array, payload: Uint8Array): void => {
  if (!Buffer.from(payload).equals(found)) throw new Error('other content');
};

export interface Tool extends Party {
  readonly close: () => void;
}

export function gnupg(): Tool {
  const gpg = new Gpg();
  gpg.runGpg(['--quick-generate-key', 'sender', 'future-default', 'default', 'never']);
  gpg.runGpg(['--quick-generate-key', 'receiver', 'future-default', 'default', 'never']);
  const write = ['--sign', '--local-user', 'sender', '--encrypt', '--recipient', 'receiver'];
  const fast = ['--compress-algo', 'none'];
  const agent = agentOf(gpg.scratch.path);
  return {
    name: 'gpg',
    inProcess: false,
    besides: () => processCpu(agent),
    prepare: (payload) => {
      const sealed = gpg.runGpg([...fast, ...write], payload);
      return Promise.resolve({
        'sign+seal': () => void gpg.runGpg([...fast, ...write], payload),
        'open+verify': () => {
          const { stdout, stderr } = gpg.try(['--decrypt'], sealed);
          if (!stderr.includes('[GNUPG:] GOODSIG')) throw new Error(`gpg: ${stderr}`);
          same(stdout, payload);
        },
      });
    },
    close: () => gpg.close(),
  };
}

export function sequoia(): Tool {
  const sq = new Sq();
  const key = (name: string) => {
    const secret = sq.generate(name, 'rfc9580');
    const cert = sq.scratch.file(`${name}.cert`, sq.certificate(secret));
    return { cert, key: sq.scratch.file(`${name}.key`, secret) };
  };
  const [sender, receiver] = [key('sender'), key('receiver')];
  const write = ['encrypt', '--binary', '--for-file', receiver.cert, '--signer-file', sender.key];
  const read = ['decrypt', '--recipient-file', receiver.key, '--signer-file', sender.cert];
  return {
    name: 'sq',
    inProcess: false,
    prepare: (payload) => {
      const sealed = sq.runSq(write, payload);
      return Promise.resolve({
        'sign+seal': () => void sq.runSq(write, payload),
        'open+verify': () => same(sq.runSq([...read, '--signatures', '1'], sealed), payload),
      });
    },
    close: () => sq.close(),
  };
}
