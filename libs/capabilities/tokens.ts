export const SIDE = Symbol('side');

export const SUBMISSION = Symbol('submission');

export const LIMITS = Symbol('limits');

export const LOGIN_ORIGIN = Symbol('login origin');
