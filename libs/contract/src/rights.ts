import { decidingRoles, deskPurposes, roles, type Purpose, type Right } from '#kernel';

export const anyone: Right = { roles };
export const asking: Right = { roles: ['LIAISON_OFFICER'] };
export const asked: Right = { roles: ['DUTY_OFFICER'] };
export const askedToo: Right = { roles: ['DUTY_OFFICER', ...decidingRoles] };
export const desks: Right = { roles: ['LIAISON_OFFICER', 'DUTY_OFFICER'] };
export const desksToo: Right = { roles: ['LIAISON_OFFICER', 'DUTY_OFFICER', ...decidingRoles] };
export const auditing: Right = { roles: ['AUDITOR'] };
export const conditioned: Right = { roles: ['AUDITOR', 'ADMINISTRATOR'] };
export const supervising: Right = { roles: ['SUPERVISOR'] };
export const signers: Right = {
  roles: ['LIAISON_OFFICER', 'DUTY_OFFICER', ...decidingRoles, 'DATA_PROTECTION_OFFICER'],
};
export const packaging: Right = { roles: decidingRoles };
export const protecting: Right = { roles: ['DATA_PROTECTION_OFFICER'] };

/**
 * Returns the right with the condition that the officer states one of `purposes`. The log shows the purpose (Directive (EU)
 * 2016/680, article 25).
 */
export const purposeful = (
  { roles: who }: Right,
  purposes: readonly Purpose[] = deskPurposes,
): Right => ({ roles: who, purposes });
