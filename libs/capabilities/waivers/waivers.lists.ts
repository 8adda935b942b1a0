export const mostWaivers = 128;
