/** Side of the threads that a service serves: what this State asks, or what it is asked. */
export const SIDE = Symbol('side');

/** Way by which a document of an officer is handed in. */
export const SUBMISSION = Symbol('submission');

/** Limits of this State. */
export const LIMITS = Symbol('limits');

/** Origin that officers sign in their logins. */
export const LOGIN_ORIGIN = Symbol('login origin');
