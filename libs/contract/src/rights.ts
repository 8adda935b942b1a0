import { decidingRoles, deskPurposes, roles, type Purpose, type Right } from '#kernel';

/** Every officer. */
export const anyone: Right = { roles };
export const asking: Right = { roles: ['LIAISON_OFFICER'] };
export const asked: Right = { roles: ['DUTY_OFFICER'] };
export const askedToo: Right = { roles: ['DUTY_OFFICER', ...decidingRoles] };
/** Officers of a desk. `signersOf` says which documents each role may sign. */
export const desks: Right = { roles: ['LIAISON_OFFICER', 'DUTY_OFFICER'] };
export const desksToo: Right = { roles: ['LIAISON_OFFICER', 'DUTY_OFFICER', ...decidingRoles] };
/** Questions about the custody log. */
export const auditing: Right = { roles: ['AUDITOR'] };
/** Questions about how the gateway and its log are, without case data. */
export const conditioned: Right = { roles: ['AUDITOR', 'ADMINISTRATOR'] };
export const supervising: Right = { roles: ['SUPERVISOR'] };
/** Officers who may sign a document that leaves. */
export const signers: Right = {
  roles: ['LIAISON_OFFICER', 'DUTY_OFFICER', ...decidingRoles, 'DATA_PROTECTION_OFFICER'],
};
/** Evidence packages: what a court is given is made by those who answer for it there. */
export const packaging: Right = { roles: decidingRoles };
export const protecting: Right = { roles: ['DATA_PROTECTION_OFFICER'] };

/** A read of case or person data: Directive (EU) 2016/680 art. 25 wants the justification of each. */
export const purposeful = (
  { roles: who }: Right,
  purposes: readonly Purpose[] = deskPurposes,
): Right => ({ roles: who, purposes });
