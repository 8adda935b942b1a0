import type { AddCommand } from '../context.js';

/** Every command, in the order of the help: one file and one line each. A line loads only the command that it names. */
export const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  demo: async () => (await import('./demo.js')).addDemo,
  init: async () => (await import('./init.js')).addInit,
  up: async () => (await import('./up.js')).addUp,
  status: async () => (await import('./status.js')).addStatus,
  doctor: async () => (await import('./doctor.js')).addDoctor,
  key: async () => (await import('./key.js')).addKey,
  login: async () => (await import('./login.js')).addLogin,
  request: async () => (await import('./request.js')).addRequest,
  inbox: async () => (await import('./inbox.js')).addInbox,
  attachment: async () => (await import('./attachment.js')).addAttachment,
  authority: async () => (await import('./authority.js')).addAuthority,
  officer: async () => (await import('./officer.js')).addOfficer,
  registrar: async () => (await import('./registrar.js')).addRegistrar,
  peer: async () => (await import('./peer.js')).addPeer,
  policy: async () => (await import('./policy.js')).addPolicy,
  retention: async () => (await import('./retention.js')).addRetention,
  subject: async () => (await import('./subject.js')).addSubject,
  audit: async () => (await import('./audit.js')).addAudit,
  quarantine: async () => (await import('./quarantine.js')).addQuarantine,
};
