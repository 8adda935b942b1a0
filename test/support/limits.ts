import type { Classification } from '#kernel';

/** A State's own limits as tests have them. */
export const testLimits = () => ({
  classificationCeiling: 'RESTRICTED' as Classification,
  attachmentBytes: 1_073_741_824,
  attachmentsPerDocument: 16,
  silenceUrgentMinutes: 15,
  silenceMinutes: 240,
  sessionMinutes: 480,
  idleMinutes: 15,
});
