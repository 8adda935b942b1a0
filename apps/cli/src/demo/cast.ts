import type { Role } from '#kernel';

export interface Part {
  readonly officer: string;
  readonly role: Role;
}

/** One State of the demo. XA and XB are codes that ISO 3166 leaves for private use, so no country has them. */
export interface StateScript {
  readonly state: 'XA' | 'XB';
  readonly authority: string;
  readonly authorityName: string;
  readonly registrars: readonly [string, string];
  readonly administrators: readonly [string, string];
  readonly auditor: string;
  readonly officer: Part;
  readonly judge?: Part;
}

export const cast: readonly [StateScript, StateScript] = [
  {
    state: 'XA',
    authority: 'border-police',
    authorityName: 'Border Police',
    registrars: ['m.horvat', 'i.kovac'],
    administrators: ['s.weber', 't.nowak'],
    auditor: 'j.silva',
    officer: { officer: 'amal', role: 'LIAISON_OFFICER' },
    judge: { officer: 'r.marin', role: 'JUDICIAL_AUTHORITY' },
  },
  {
    state: 'XB',
    authority: 'coast-guard',
    authorityName: 'Coast Guard',
    registrars: ['l.rossi', 'p.moreau'],
    administrators: ['h.lind', 'd.costa'],
    auditor: 'e.berg',
    officer: { officer: 'bruno', role: 'DUTY_OFFICER' },
  },
];

export const partsOf = ({ officer, judge, administrators, auditor }: StateScript): Part[] => [
  officer,
  ...(judge === undefined ? [] : [judge]),
  ...administrators.map((each): Part => ({ officer: each, role: 'ADMINISTRATOR' })),
  { officer: auditor, role: 'AUDITOR' },
];
