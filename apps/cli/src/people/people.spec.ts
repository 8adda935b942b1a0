import { flipBit, someLeaves, testKey } from '../../../../test/support/tlog.js';
import {
  addSignatures,
  cosign,
  formatLogProof,
  inclusionProofOf,
  leafHash,
  makeSigner,
  openCheckpoint,
  rootOf,
  secondVerifier,
  signCheckpoint,
  signSecondNote,
} from '#tlog';
import { bodyLines } from './story/body-lines.js';
import { prove } from './log-proof.js';
import { days, parseMoment, periodOf } from './moments.js';
import { printable, printableLines } from './printable.js';
import { profileFile } from './profile.js';

const code = (act: () => unknown): unknown => {
  try {
    act();
    return undefined;
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
};

describe('printable', () => {
  it.each(['\u001b[2J', 'a\nb', '\u202eabc', '\u2066x', 'a\u0000', '\u200b', '\ufeff'])(
    'leaves nothing in %j that acts on a terminal',
    (text) => {
      expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(printable(text)).toMatch('\ufffd');
    },
  );

  it('keeps every script and bounds the length', () => {
    expect(printable('Ωμέγα Журавль 山田')).toBe('Ωμέγα Журавль 山田');
    expect(printable('x'.repeat(5_000)).length).toBeLessThan(2_010);
  });

  it('cuts nothing of what is signed or acted on', () => {
    const text = `${'x'.repeat(64_000)}\n${'a\n'.repeat(1_000)}`;
    expect(printableLines(text).join('\n')).toBe(text);
    expect(printableLines('a\u001b[2Jb\u2028c')).toEqual(['a\ufffd[2Jb\ufffdc']);
  });
});

describe('bodyLines', () => {
  it('shows what is in a list member by member, and lets no text pass for another member', () => {
    const subject = {
      type: 'PERSON',
      name: 'A\n    urgent: false',
      identifiers: [{ type: 'PHONE', value: '1' }],
    };
    expect(bodyLines({ urgent: true, urgencyGrounds: ['A', 'B'], subjects: [subject] })).toEqual([
      '    urgent: true',
      '    urgencyGrounds: A, B',
      '    subjects:',
      '      - type: PERSON',
      '        name:',
      '          A',
      '              urgent: false',
      '        identifiers:',
      '          - type: PHONE',
      '            value: 1',
    ]);
  });
});

describe('parseMoment', () => {
  it('takes days and minutes in UTC', () => {
    expect(parseMoment('2026-03-01').toISOString()).toBe('2026-03-01T00:00:00.000Z');
    expect(parseMoment('2026-03-01T08:30Z').toISOString()).toBe('2026-03-01T08:30:00.000Z');
    expect(days(new Date(0), 2).toISOString()).toBe('1970-01-03T00:00:00.000Z');
  });

  it.each(['2026-02-30', 'tomorrow', '2026-03-01T08:30', '01/03/2026', '2026-3-1', ''])(
    'refuses %j',
    (text) => expect(code(() => parseMoment(text))).toBe('CLI_USAGE'),
  );
});

describe('periodOf', () => {
  const now = new Date('2026-03-01T12:00:00.000Z');
  const [before, after] = [days(now, -1), days(now, 1)];

  it('begins now and lasts as long as said, unless given', () => {
    expect(periodOf({}, now, 7)).toEqual({ from: now, to: days(now, 7) });
    expect(periodOf({ from: after }, now, 7)).toEqual({ from: after, to: days(now, 8) });
    expect(periodOf({ from: before, to: after }, now, 7)).toEqual({ from: before, to: after });
  });

  it('may end an earlier entry at a moment, also one that has passed', () => {
    for (const at of [before, now, after])
      expect(periodOf({ from: at, to: at }, now, 7)).toEqual({ from: at, to: at });
    const ended = { from: days(now, -9), to: before };
    expect(periodOf(ended, now, 7)).toEqual(ended);
  });

  it.each([[{ to: before }], [{ from: after, to: now }], [{ from: days(now, -9) }]])(
    'ends before it begins, or has ended by standard (%j): refused',
    (given) => {
      expect(code(() => periodOf(given, now, 7))).toBe('CLI_USAGE');
    },
  );
});

describe('profileFile', () => {
  it('is a name in the configuration folder, or a folder', () => {
    expect(profileFile(undefined, {}, '/home/a')).toBe('/home/a/.config/liaise/default.json');
    expect(profileFile('night', { XDG_CONFIG_HOME: '/x' }, '/h')).toBe('/x/liaise/night.json');
    expect(profileFile('/tmp/p', {}, '/h')).toBe('/tmp/p/session.json');
    expect(profileFile('../../etc/x', { XDG_CONFIG_HOME: '/x' }, '/h')).not.toMatch('/x/liaise');
    expect(profileFile(undefined, { LIAISE_PROFILE: 'duty' }, '/h')).toMatch('duty.json');
  });
});

describe('prove', () => {
  const leaves = someLeaves(9);
  const leaf = leaves[4] ?? new Uint8Array();
  const log = makeSigner('xa.example/log', testKey(Buffer.alloc(32, 1)), 'note');
  const witness = makeSigner('xb.example/witness', testKey(Buffer.alloc(32, 2)), 'cosignature');
  const signed = signCheckpoint(
    { origin: 'xa.example/log', size: 9, root: rootOf(leaves.map(leafHash)) },
    log,
  );
  const hashes = inclusionProofOf(leaves.map(leafHash), 4);
  const proofOf = (checkpoint: Uint8Array) => formatLogProof({ index: 4, hashes, checkpoint });
  const plain = proofOf(signed);
  const line = cosign(openCheckpoint(signed, log.verifier), witness, 1_770_000_000);
  const cosigned = proofOf(addSignatures(signed, line));

  it('says which entry of which tree, and who saw it', () => {
    const proven = prove({ leaf, proof: cosigned }, log.verifier, [witness.verifier]);
    expect(proven).toMatchObject({ index: 4, size: 9, cosigned: ['xb.example/witness'] });
  });

  it('counts a witness that signed the second note of the same checkpoint, and none of another', () => {
    const secondOf = (size: number): Uint8Array => {
      const root = rootOf(leaves.slice(0, size).map(leafHash));
      const note = signSecondNote({ origin: 'xa.example/log', size, root }, log);
      const opened = openCheckpoint(note, secondVerifier(log.verifier));
      return addSignatures(note, cosign(opened, witness, 1_770_000_000));
    };
    const by = (second: Uint8Array) => () =>
      prove({ leaf, proof: plain, second }, log.verifier, [witness.verifier]);
    expect(by(secondOf(9))()).toMatchObject({ index: 4, cosigned: ['xb.example/witness'] });
    for (const second of [secondOf(8), signed, cosigned, flipBit(secondOf(9), 800)])
      expect(code(by(second))).toBe('CLI_PROOF_FAILED');
  });

  it('holds for no other leaf, no changed proof, no other log, no silent witness', () => {
    expect(code(() => prove({ leaf, proof: plain }, log.verifier, []))).toBeUndefined();
    const other = makeSigner('xa.example/log', testKey(Buffer.alloc(32, 3)), 'note').verifier;
    const failing = [
      () => prove({ leaf: flipBit(leaf, 0), proof: plain }, log.verifier, []),
      () => prove({ leaf, proof: flipBit(plain, plain.length * 8 - 24) }, log.verifier, []),
      () => prove({ leaf, proof: plain }, other, []),
      () => prove({ leaf, proof: plain }, log.verifier, [witness.verifier]),
    ];
    expect(failing.map(code)).toEqual(failing.map(() => 'CLI_PROOF_FAILED'));
  });
});
